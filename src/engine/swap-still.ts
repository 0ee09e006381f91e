import type { FaceModels } from "./face/face-models.ts";
import type { Raster } from "./raster.ts";
import { createFaceAtlas } from "./swap/atlas.ts";
import type { FaceAtlas } from "./swap/atlas.ts";
import { findPhotoFace } from "./swap/find-photo-face.ts";
import { createFaceFollower } from "./swap/follow-faces.ts";
import { createStopwatch } from "./swap/stopwatch.ts";
import { createSceneSwaps, nothingDrawn } from "./swap/swap-scenes.ts";

/**
 * Puts the photo's face on the main face of a still picture.
 * @returns a picture of the target's size; every pixel outside the new face is the target's
 * @throws UserError NO_FACE_IN_TARGET (also when the face is turned too far away to be drawn on), NO_FACE_IN_PHOTO
 */
export async function swapStill(job: {
  readonly target: Raster;
  /** Upright. */
  readonly photo: Raster;
  readonly models: FaceModels;
  /** That of `models.mesh`; left out, it is made. */
  readonly atlas?: FaceAtlas;
}): Promise<Raster> {
  const stopwatch = createStopwatch(undefined);
  const { atlas = createFaceAtlas(job.models.mesh) } = job;
  const photo = await findPhotoFace(atlas, job.models, job.photo);
  const follower = createFaceFollower(atlas, job.models, stopwatch);
  await follower.follow(job.target);
  const swaps = createSceneSwaps(atlas, photo, follower.scenes(), stopwatch);
  const edit = swaps.draw(0, job.target);
  if (edit === undefined) throw nothingDrawn();
  const result: Raster = { ...job.target, data: job.target.data.slice() };
  const { patch } = edit;
  for (let y = 0; y < patch.height; y++) {
    for (let x = 0; x < patch.width; x++) {
      const from = (y * patch.width + x) * 4;
      if (patch.data[from + 3] === 0) continue;
      const to = ((edit.y + y) * result.width + edit.x + x) * 4;
      result.data.set(patch.data.subarray(from, from + 4), to);
    }
  }
  return result;
}
