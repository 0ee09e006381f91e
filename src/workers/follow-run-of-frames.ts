import { limits } from "../core/limits.ts";
import { followRun } from "../engine/people/follow-run.ts";
import { createFaceAtlas } from "../engine/swap/atlas.ts";
import { createStopwatch } from "../engine/swap/stopwatch.ts";
import { readGifBlocks } from "../media/gif-blocks.ts";
import type { EngineParts } from "./run-swap.ts";
import type { FollowedFaces, FollowJob, SwapProgress } from "./swap-port.ts";

/** Follows the faces of a run of frames, so that a swap in another process need not. */
export function createRunFollower({ models, ...parts }: EngineParts) {
  const { atlas = createFaceAtlas(models.mesh) } = parts;
  return async (
    { target, from, to }: FollowJob,
    { onProgress }: { readonly onProgress: (progress: SwapProgress) => void },
  ): Promise<FollowedFaces> => {
    const stopwatch = createStopwatch(undefined);
    const onFrame = (done: number) => onProgress({ stage: "finding", done, of: to - from });
    const run = await followRun(
      readGifBlocks(target),
      { from, to },
      { atlas, models, stopwatch, onFrame },
    );
    const faces = run.tracks.reduce((total, track) => total + track.faces.length, 0);
    return faces > limits.maxFollowedFaces ? null : run;
  };
}
