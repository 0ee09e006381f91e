import type { GifBlocks } from "../../media/gif-blocks.ts";
import type { FaceModels } from "../face/face-models.ts";
import { compositeFrames } from "../gif/composite.ts";
import type { DecodedFrames } from "../gif/decoded-frames.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import type { Stopwatch } from "../swap/stopwatch.ts";
import { createFaceFollower } from "./follow-faces.ts";
import type { FollowedTrack } from "./person.ts";
import { warmUpFrames } from "./split-runs.ts";
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
  /** Called after each frame of the run. */
  readonly onFrame?: (done: number) => void;
}

/**
 * Follows the faces of a run. The frames before it are played, as every frame is drawn over the one before, and the
 * last of them are followed as well: by then a face's landmarks have settled where they would be after a long run.
 */
export async function followRun(
  gif: GifBlocks,
  { from, to }: FrameRun,
  { atlas, models, stopwatch, decoded, onFrame }: RunFollower,
): Promise<FollowedRun> {
  const follower = createFaceFollower(atlas, models, stopwatch);
  const first = Math.max(0, from - warmUpFrames);
  let sceneBefore = 0;
  for (const { canvas, index } of stopwatch.measureEach("decode", compositeFrames(gif, decoded))) {
    if (index >= to) break;
    if (index < first) continue;
    await follower.follow(canvas);
    if (index < from) sceneBefore = follower.scene();
    else onFrame?.(index - from + 1);
  }
  const tracks = follower.clip().tracks.map(({ id, faces }) => ({
    id,
    faces: faces.map((face) => ({ ...face, frame: face.frame + first })),
  }));
  return { from, to, tracks, sceneBefore, lastScene: follower.scene() };
}
