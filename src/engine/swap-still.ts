import type { FaceModels } from "./face/face-models.ts";
import { castPhotos, prepareCasting } from "./people/cast-photos.ts";
import type { Casting } from "./people/cast-photos.ts";
import { createFaceFollower } from "./people/follow-faces.ts";
import { createPeopleSwaps, paint } from "./people/swap-people.ts";
import type { Raster } from "./raster.ts";
import { createFaceAtlas } from "./swap/atlas.ts";
import type { FaceAtlas } from "./swap/atlas.ts";
import { createStopwatch } from "./swap/stopwatch.ts";
import { nothingDrawn } from "./swap/swap-scenes.ts";

/**
 * Replaces faces of a still picture.
 * @returns a picture of the target's size; every pixel outside the new faces is the target's
 * @throws UserError NO_FACE_IN_TARGET (also when the face is turned too far away to be drawn on), FACE_NOT_LISTED,
 * TARGET_FACE_TOO_DARK, NO_FACE_IN_PHOTO
 */
export async function swapStill(job: {
  readonly target: Raster;
  readonly photo: Casting<Raster>;
  readonly models: FaceModels;
  /** That of `models.mesh`; left out, it is made. */
  readonly atlas?: FaceAtlas;
  /** As in `GifSwapJob`. */
  readonly strength?: number | undefined;
}): Promise<Raster> {
  const stopwatch = createStopwatch(undefined);
  const { atlas = createFaceAtlas(job.models.mesh) } = job;
  const photos = await prepareCasting(atlas, job.models, job.photo);
  const follower = createFaceFollower(atlas, job.models, stopwatch);
  await follower.follow(job.target);
  const swaps = createPeopleSwaps(
    atlas,
    castPhotos(atlas, follower.clip(), photos),
    stopwatch,
    job.strength,
  );
  const edit = swaps.draw(0, job.target);
  if (edit === undefined) throw nothingDrawn();
  // Not `slice`, which shares memory where the picture came in a Node Buffer.
  const result: Raster = { ...job.target, data: Uint8Array.from(job.target.data) };
  paint(edit, result);
  return result;
}
