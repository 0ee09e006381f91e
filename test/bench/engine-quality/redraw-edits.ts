import type { FaceModels } from "../../../src/engine/face/face-models.ts";
import { compositeFrames } from "../../../src/engine/gif/composite.ts";
import type { FrameEdit } from "../../../src/engine/gif/frame-edit.ts";
import { castPhotos, prepareCasting } from "../../../src/engine/people/cast-photos.ts";
import { createFaceFollower } from "../../../src/engine/people/follow-faces.ts";
import { createPeopleSwaps } from "../../../src/engine/people/swap-people.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { createStopwatch } from "../../../src/engine/swap/stopwatch.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";

/**
 * Draws what `swapGif` draws and keeps it: the true colours of the new face, before the GIF's palette, and which pixels
 * it covers. Other encoders get these frames, and every change elsewhere is a fault.
 * @returns one edit a frame; undefined where the frame stays as it is
 */
export async function redrawEdits(
  models: FaceModels,
  target: Uint8Array,
  picture: Raster,
): Promise<(FrameEdit | undefined)[]> {
  const gif = readGifBlocks(target);
  const stopwatch = createStopwatch(undefined);
  const atlas = createFaceAtlas(models.mesh);
  const photos = await prepareCasting(atlas, models, picture);
  const follower = createFaceFollower(atlas, models, stopwatch);
  for (const { canvas } of compositeFrames(gif)) await follower.follow(canvas);
  const swaps = createPeopleSwaps(atlas, castPhotos(atlas, follower.clip(), photos), stopwatch);
  return Array.from(compositeFrames(gif), ({ index, canvas }) => swaps.draw(index, canvas));
}
