import type { LooseDetectResult } from "../contract/detect.ts";

/** A face that a detection found: what CreateTask calls it, and a picture of it. */
interface FoundFace {
  readonly id: number;
  readonly cropUrl: string;
}

/** What a look at a detection says. */
export type DetectionNews =
  | { readonly kind: "running" }
  | { readonly kind: "found"; readonly detectId: string; readonly faces: readonly FoundFace[] }
  | { readonly kind: "failed"; readonly detail: string | undefined };

/**
 * detect-face-result in our words. `status` alone decides; one that we have never heard of is one still running. No face
 * may be an empty list or a failure: it is a failure here.
 */
export function detectionNews({ status, error, result }: LooseDetectResult): DetectionNews {
  const state = status.toLowerCase();
  if (state === "succeeded" && result && result.faces.length > 0) {
    const faces = result.faces.map(({ id, link }) => ({ id, cropUrl: link }));
    return { kind: "found", detectId: result.id, faces };
  }
  if (state !== "succeeded" && state !== "failed") return { kind: "running" };
  return { kind: "failed", detail: error ?? undefined };
}
