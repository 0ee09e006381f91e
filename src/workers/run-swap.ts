import type { FaceModels } from "../engine/face/face-models.ts";
import { createFaceAtlas } from "../engine/swap/atlas.ts";
import { swapGif } from "../engine/swap-gif.ts";
import { swapStill } from "../engine/swap-still.ts";
import { markGif } from "../media/mark-gif.ts";
import { markPng } from "../media/mark-png.ts";
import type { DecodeStill } from "./decode-still.ts";
import { encodeStill } from "./encode-still.ts";
import type { SwapJob, SwapOutcome, SwapProgress } from "./swap-port.ts";

/** A swap and where its time went: milliseconds by stage. */
export interface MeasuredOutcome extends SwapOutcome {
  readonly stages: Readonly<Record<string, number>>;
}

/** Runs one swap in this process. */
export type RunSwap = (
  job: SwapJob,
  options: { onProgress: (progress: SwapProgress) => void },
) => Promise<MeasuredOutcome>;

export interface SwapRunnerParts {
  readonly models: FaceModels;
  readonly decodeStill: DecodeStill;
  /** Milliseconds, from any start. */
  readonly now: () => number;
}

const markFor = { gif: markGif, image: markPng } as const;

/**
 * What an engine process does with a job, and the terminal program in its own process: bytes → pixels → swap → bytes
 * that say that they are AI-edited.
 * The runner throws UserError for media that cannot be used; see `createStillDecoder`, `swapGif` and `swapStill`.
 */
export function createSwapRunner(parts: SwapRunnerParts): RunSwap {
  const swap = createUnmarkedRunner(parts);
  // The only way out of the engine, so that no result can leave without its mark.
  return async (job, options) => {
    const outcome = await swap(job, options);
    return { ...outcome, bytes: markFor[job.kind](outcome.bytes) };
  };
}

function createUnmarkedRunner({ models, decodeStill, now }: SwapRunnerParts): RunSwap {
  const atlas = createFaceAtlas(models.mesh);
  return async (job, { onProgress }) => {
    const begun = now();
    onProgress({ stage: "loading", done: 0, of: 1 });
    const photo = await decodeStill(job.face, "face");
    if (job.kind === "gif") {
      const readMs = now() - begun;
      const swap = await swapGif({ target: job.target, photo, models, atlas, onProgress, now });
      return { ...swap, stages: { "read photo": readMs, ...swap.stages } };
    }
    const target = await decodeStill(job.target, "target");
    const read = now();
    onProgress({ stage: "finding", done: 0, of: 1 });
    const picture = await swapStill({ target, photo, models, atlas });
    const drawn = now();
    onProgress({ stage: "drawing", done: 1, of: 1 });
    const bytes = await encodeStill(picture);
    const stages = { read: read - begun, swap: drawn - read, encode: now() - drawn };
    return { bytes, frames: 1, framesSwapped: 1, stages };
  };
}
