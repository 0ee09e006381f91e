import { expect, test } from "vitest";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { twoPortraits } from "../../support/two-portraits.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const { target: portrait, shot } = twoPortraits(models.mesh);
const { picture: target, landmarks } = portrait;

/** The largest change of a channel around a point of the target's mesh. */
function changeAt(point: number, picture: Raster): number {
  const [x, y] = [0, 1].map((axis) => Math.round(landmarks[point * 3 + axis]));
  let most = 0;
  for (let row = y - 3; row <= y + 3; row++) {
    for (let i = (row * target.width + x - 3) * 4; i < (row * target.width + x + 4) * 4; i++) {
      most = Math.max(most, Math.abs(picture.data[i] - target.data[i]));
    }
  }
  return most;
}

test("where a photo ends above the chin the target keeps its own: no stripes of the photo's last row", async () => {
  const whole = await swapStill({ target, photo: shot.picture, models, atlas });
  const height = Math.round(shot.landmarks[18 * 3 + 1]) + 6;
  const { width, data } = shot.picture;
  const photo = { width, height, data: data.slice(0, width * height * 4) };
  const cut = await swapStill({ target, photo, models, atlas });
  for (const point of [175, 396, 171]) {
    expect(changeAt(point, whole)).toBeGreaterThan(8);
    expect(changeAt(point, cut)).toBeLessThan(4);
  }
  expect(changeAt(4, cut)).toBeGreaterThan(8);
});
