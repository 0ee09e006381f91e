import type { GifBlocks } from "../../media/gif-blocks.ts";
import type { FaceModels } from "../face/face-models.ts";
import { compositeFrames } from "../gif/composite.ts";
import type { DecodedFrames } from "../gif/decoded-frames.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import type { Stopwatch } from "../swap/stopwatch.ts";
import { createFaceFollower } from "./follow-faces.ts";
import { joinRuns } from "./join-runs.ts";
import type { FollowedClip, FollowedTrack } from "./person.ts";
import { splitRuns, warmUpFrames } from "./split-runs.ts";
import type { FrameRun } from "./split-runs.ts";

/** The faces of a run of a clip's frames, as plain data; frames are counted from the clip's first. */
export interface FollowedRun extends FrameRun {
  /** By time of appearance; with the faces of the warm-up, by which they are joined with those of the run before. */
  readonly tracks: readonly FollowedTrack[];
  /** The scenes of the frame before the run and of its last one, counted from the beginning of the warm-up. */
  readonly sceneBefore: number;
  readonly lastScene: number;
}

export interface RunFollower {
  readonly atlas: FaceAtlas;
  readonly models: FaceModels;
  readonly stopwatch: Stopwatch;
  readonly decoded?: DecodedFrames;
  /** Called after each frame of the runs. */
  readonly onFrame?: (done: number) => void;
}

/**
 * Follows the faces of a GIF. Whether one process does it here or several do it by `followRuns` makes no difference to
 * a single bit: the runs are the same, and none knows of the others.
 */
export async function followClip(gif: GifBlocks, by: RunFollower): Promise<FollowedClip> {
  return joinRuns(await followRuns(gif, splitRuns(gif.frames.length), by));
}

/**
 * Follows the faces of runs that follow each other, at least one. The frames before them are played, as every frame is
 * drawn over the one before.
 */
export async function followRuns(
  gif: GifBlocks,
  runs: readonly FrameRun[],
  by: RunFollower,
): Promise<FollowedRun[]> {
  const begun = runs.map((run) => beginRun(run, by));
  const [from, to] = [runs[0].from, runs[runs.length - 1].to];
  const played = compositeFrames(gif, by.decoded);
  for (const { canvas, index } of by.stopwatch.measureEach("decode", played)) {
    if (index >= to) break;
    for (const run of begun) await run.take(canvas, index);
    if (index >= from) by.onFrame?.(index - from + 1);
  }
  return begun.map((run) => run.finish());
}

/** The last frames before a run are followed too: by then a face's landmarks have settled where a long run has them. */
function beginRun({ from, to }: FrameRun, { atlas, models, stopwatch }: RunFollower) {
  const follower = createFaceFollower(atlas, models, stopwatch);
  const first = Math.max(0, from - warmUpFrames);
  let sceneBefore = 0;
  return {
    async take(canvas: Raster, index: number): Promise<void> {
      if (index < first || index >= to) return;
      await follower.follow(canvas);
      if (index < from) sceneBefore = follower.scene();
    },
    finish(): FollowedRun {
      const tracks = follower.clip().tracks.map(({ id, faces }) => ({
        id,
        faces: faces.map((face) => ({ ...face, frame: face.frame + first })),
      }));
      return { from, to, tracks, sceneBefore, lastScene: follower.scene() };
    },
  };
}
