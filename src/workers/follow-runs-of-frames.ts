import { limits } from "../core/limits.ts";
import { followRuns } from "../engine/people/follow-runs.ts";
import { createFaceAtlas } from "../engine/swap/atlas.ts";
import { createStopwatch } from "../engine/swap/stopwatch.ts";
import { readGifBlocks } from "../media/gif-blocks.ts";
import type { EngineParts } from "./run-swap.ts";
import type { FollowedFaces, FollowJob, SwapProgress } from "./swap-port.ts";

/** Follows the faces of runs of frames, so that a swap in another process need not. */
export function createRunFollower({ models, ...parts }: EngineParts) {
  const { atlas = createFaceAtlas(models.mesh) } = parts;
  return async (
    { target, runs }: FollowJob,
    { onProgress }: { readonly onProgress: (progress: SwapProgress) => void },
  ): Promise<FollowedFaces> => {
    const stopwatch = createStopwatch(undefined);
    const of = runs.reduce((total, { from, to }) => total + to - from, 0);
    const onFrame = (done: number) => onProgress({ stage: "finding", done, of });
    const by = { atlas, models, stopwatch, onFrame };
    const followed = await followRuns(readGifBlocks(target), runs, by);
    const tracks = followed.flatMap((run) => run.tracks);
    const faces = tracks.reduce((total, track) => total + track.faces.length, 0);
    return faces > limits.maxFollowedFaces ? null : followed;
  };
}
