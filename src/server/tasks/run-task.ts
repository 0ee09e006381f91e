import type { UploadType } from "../../contract/files.ts";
import type { CreateTaskBody } from "../../contract/task.ts";
import { UserError } from "../../core/errors.ts";
import { within } from "../../core/deadline.ts";
import { limits } from "../../core/limits.ts";
import type { InspectedFile, SafetyFloor } from "../../core/safety-floor.ts";
import { mediaKind } from "../../media/kind.ts";
import { readWholeGif } from "../../media/read-whole-gif.ts";
import { readStillHeader } from "../../media/still-header.ts";
import type { SwapJob, SwapPool } from "../../workers/swap-port.ts";
import type { FetchInput } from "./fetch-input.ts";
import { ownerOf } from "./media-store.ts";
import type { MediaStore } from "./media-store.ts";
import type { RunTask } from "./task-life.ts";
import type { TaskRecord } from "./task-record.ts";

export interface RunTaskDeps {
  readonly media: MediaStore;
  readonly fetchInput: FetchInput;
  readonly pool: SwapPool;
  readonly safety: SafetyFloor;
  /** What fetching all inputs of one task may take. */
  readonly maxInputsMs: number;
}

/** Fetch all inputs, look at them before the engine does, swap, look at the result, store it. */
export function createRunTask(deps: RunTaskDeps): RunTask {
  const { media, fetchInput, pool, safety, maxInputsMs } = deps;

  /** Every new face once, however many people get it. */
  async function fetchFaces(urls: readonly string[], signal: AbortSignal) {
    const faces = new Map<string, Uint8Array>();
    for (const url of new Set(urls)) {
      const bytes = await fetchInput(url, limits.maxFaceBytes, signal);
      readStillHeader(bytes, "face");
      faces.set(url, bytes);
    }
    return faces;
  }

  async function jobOf(task: TaskRecord, signal: AbortSignal): Promise<SwapJob> {
    const { modality, url } = targetOf(task.param);
    const { input } = task.param;
    const { strength } = input;
    const chosen = task.faces;
    const urls = "new_face" in input ? [input.new_face] : (chosen ?? []).map((face) => face.url);
    const [target, faces] = await Promise.all([
      fetchInput(url, limits.maxTargetBytes, signal),
      fetchFaces(urls, signal),
    ]);
    const kind = kindOf(modality, target);
    const photoAt = (link: string) => faces.get(link) ?? new Uint8Array();
    return "new_face" in input
      ? { kind, target, strength, face: photoAt(input.new_face) }
      : {
          kind,
          target,
          strength,
          faces: new Map(chosen?.map((face) => [face.index, photoAt(face.url)])),
        };
  }

  return async (task, { onProgress, signal }) => {
    onProgress({ stage: "fetching", done: 0, of: 2 });
    const reason = new UserError("LINK_DEAD", {
      message: "The inputs could not be fetched in time.",
    });
    // Each of up to 17 inputs may take its time; all of them together may not hold a place for ever.
    const job = await within({ ms: maxInputsMs, reason, signal }, (both) => jobOf(task, both));
    onProgress({ stage: "queued", done: 0, of: 1 });
    await safety(filesOf(job), signal);
    const { bytes } = await pool.swap(job, { onProgress, signal });
    if (bytes.length > limits.maxResultBytes) {
      const facts = { bytes: bytes.length, limit: limits.maxResultBytes };
      throw new UserError("RESULT_TOO_LARGE", { facts });
    }
    await safety([{ role: "result", kind: job.kind, bytes }], signal);
    const name = media.newName(resultTypes[job.kind]);
    await media.write({
      name,
      owner: ownerOf(task.account),
      chunks: [bytes],
      maxBytes: limits.maxResultBytes,
    });
    return name;
  };
}

/** All that goes into a swap, for the safety floor. */
function filesOf(job: SwapJob): InspectedFile[] {
  const photos = "face" in job ? [job.face] : [...new Set(job.faces.values())];
  return [
    { role: "target", kind: job.kind, bytes: job.target },
    ...photos.map((bytes): InspectedFile => ({ role: "face", kind: "image", bytes })),
  ];
}

const resultTypes = {
  gif: "image/gif",
  image: "image/png",
  mp4: "video/mp4",
  webm: "video/webm",
} as const satisfies Record<SwapJob["kind"], UploadType>;

/** Looks at the target before the engine does. @throws UserError when it is not what the model is for */
function kindOf(modality: "gif" | "image" | "video", target: Uint8Array): SwapJob["kind"] {
  if (modality === "image") readStillHeader(target, "target");
  if (modality === "gif") readWholeGif(target);
  if (modality !== "video") return modality;
  const kind = mediaKind(target);
  if (kind === "mp4" || kind === "webm") return kind;
  throw new UserError("TARGET_NOT_VIDEO", { message: `The target is ${kind ?? "unknown"}.` });
}

function targetOf({ model, input }: CreateTaskBody) {
  if (model === "image-face-swap" || model === "image-face-swap-multi") {
    return { modality: "image", url: input.image_url } as const;
  }
  const isGif = model === "gif-face-swap" || model === "gif-face-swap-multi";
  return { modality: isGif ? "gif" : "video", url: input.video_url } as const;
}
