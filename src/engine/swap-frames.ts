import type { FaceModels } from "./face/face-models.ts";
import { castPhotos, prepareCasting } from "./people/cast-photos.ts";
import type { Casting } from "./people/cast-photos.ts";
import { createFaceFollower } from "./people/follow-faces.ts";
import { createPeopleSwaps, paint } from "./people/swap-people.ts";
import type { Raster } from "./raster.ts";
import type { FaceAtlas } from "./swap/atlas.ts";
import { createStopwatch } from "./swap/stopwatch.ts";
import { nothingDrawn } from "./swap/swap-scenes.ts";
import type { SwapStep } from "./swap-gif.ts";

export interface FramesSwapJob {
  /** The clip's pictures from the first to the last; played twice, and the same both times. */
  readonly play: () => AsyncIterable<Raster>;
  /** How many they probably are, for the progress. */
  readonly of: number;
  /** Takes each picture after the new faces were drawn on it. */
  readonly write: (picture: Raster) => Promise<void>;
  readonly photo: Casting<Raster>;
  readonly models: FaceModels;
  readonly atlas: FaceAtlas;
  /** As in `GifSwapJob`. */
  readonly strength?: number | undefined;
  readonly onProgress: (step: SwapStep) => void;
}

/**
 * Replaces faces of a clip whose pictures come one at a time: once to follow the faces, once to draw.
 * @throws UserError as `swapGif` does, and whatever `play` and `write` throw
 */
export async function swapFrames(job: FramesSwapJob) {
  const { play, of, write, models, atlas, onProgress } = job;
  const stopwatch = createStopwatch(undefined);
  const photos = await prepareCasting(atlas, models, job.photo);

  const follower = createFaceFollower(atlas, models, stopwatch);
  let frames = 0;
  for await (const picture of play()) {
    await follower.follow(picture);
    frames++;
    onProgress({ stage: "finding", done: frames, of: Math.max(frames, of) });
  }

  const swaps = createPeopleSwaps(
    atlas,
    castPhotos(atlas, follower.clip(), photos),
    stopwatch,
    job.strength,
  );
  let index = 0;
  let framesSwapped = 0;
  for await (const picture of play()) {
    const edit = swaps.draw(index, picture);
    if (edit !== undefined) {
      paint(edit, picture);
      framesSwapped++;
    }
    await write(picture);
    index++;
    onProgress({ stage: "drawing", done: index, of: frames });
  }
  if (framesSwapped === 0) throw nothingDrawn();
  return { frames, framesSwapped };
}
