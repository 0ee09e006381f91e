import type { LooseDetectResult } from "../contract/detect.ts";
import { isErrorCode } from "../core/error-wire.ts";
import type { ErrorCode } from "../core/errors.ts";

/** A face that a detection found: what CreateTask calls it, and a picture of it. */
interface FoundFace {
  readonly id: number;
  readonly cropUrl: string;
}

interface FoundGroup {
  readonly frame: number;
  readonly boxes: readonly {
    readonly id: number;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

/** What a look at a detection says. */
export type DetectionNews =
  | { readonly kind: "running" }
  | {
      readonly kind: "found";
      readonly detectId: string;
      readonly faces: readonly FoundFace[];
      /** Where the API tells: one frame, and which faces are where in it. */
      readonly group?: FoundGroup | undefined;
    }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly detail: string | undefined };

/**
 * detect-face-result in our words. `status` alone decides; one that we have never heard of is one still running. No face
 * may be an empty list or a failure: it is a failure here.
 */
export function detectionNews(answer: LooseDetectResult): DetectionNews {
  const { status, error, result, reason } = answer;
  const state = status.toLowerCase();
  if (state === "succeeded" && result && result.faces.length > 0) {
    const faces = result.faces.map(({ id, link }) => ({ id, cropUrl: link }));
    return { kind: "found", detectId: result.id, faces, group: groupOf(result.group) };
  }
  if (state !== "succeeded" && state !== "failed") return { kind: "running" };
  if (state === "succeeded" && result) {
    return { kind: "failed", code: "NO_FACE_IN_TARGET", detail: undefined };
  }
  // Our own server says why by name; of others there is only their text.
  const code = reason ?? "";
  return isErrorCode(code)
    ? { kind: "failed", code, detail: undefined }
    : { kind: "failed", code: "SWAP_FAILED", detail: error ?? undefined };
}

type SentGroup = NonNullable<LooseDetectResult["result"]>["group"];

function groupOf(group: SentGroup): FoundGroup | undefined {
  if (!group) return undefined;
  return {
    frame: group.frame,
    boxes: group.boxes.map(({ face_id: id, ...box }) => ({ id, ...box })),
  };
}
