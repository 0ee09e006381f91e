import type { FaceModels } from "../engine/face/face-models.ts";
import { swapGif } from "../engine/swap-gif.ts";
import { swapStill } from "../engine/swap-still.ts";
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

/**
 * What an engine process does with a job, and the terminal program in its own process: bytes → pixels → swap → bytes.
 * The runner throws UserError for media that cannot be used; see `createStillDecoder`, `swapGif` and `swapStill`.
 */
export function createSwapRunner({ models, decodeStill, now }: SwapRunnerParts): RunSwap {
  return async (job, { onProgress }) => {
    const begun = now();
    onProgress({ stage: "loading", done: 0, of: 1 });
    const photo = await decodeStill(job.face, "face");
    if (job.kind === "gif") {
      const loaded = now();
      const result = await swapGif({ target: job.target, photo, models, onProgress, now });
      return {
        bytes: result.bytes,
        frames: result.frames,
        framesSwapped: result.framesSwapped,
        stages: { photo: loaded - begun, ...result.stages },
      };
    }
    const target = await decodeStill(job.target, "target");
    const loaded = now();
    const swapped = await swapStill({ target, photo, models, onProgress, now });
    const drawn = now();
    const bytes = await encodeStill(swapped);
    const stages = { loading: loaded - begun, drawing: drawn - loaded, encoding: now() - drawn };
    return { bytes, frames: 1, framesSwapped: 1, stages };
  };
}
