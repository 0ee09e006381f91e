import { expect, test } from "vitest";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { lumaOf } from "../../../src/engine/swap/skin.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";
import { wearGlasses } from "../../support/wear-glasses.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const ada = createSyntheticHead(models.mesh, identities.ada);
const bruno = createSyntheticHead(models.mesh, identities.bruno);
const shot = bruno.render({ width: 360, height: 360, scale: 13 });
const worn = wearGlasses(models.mesh, shot, {
  apart: 3.25,
  y: 0.35,
  halfWidth: 2.65,
  halfHeight: 2.1,
  squareness: 3.2,
  thickness: 0.36,
  colour: [38, 32, 30],
  bridge: -0.5,
  arms: -0.4,
  dark: true,
});
const size = { width: 300, height: 300, scale: 11 };

/** The brightest pixel of either eye of the target, from corner to corner and from lid to lid. */
function brightestEye({ width, data }: Raster, landmarks: Float32Array): number {
  let most = 0;
  for (const [outer, inner] of [
    [33, 133],
    [362, 263],
  ]) {
    const [left, right] = [outer, inner].map((point) => Math.round(landmarks[point * 3]));
    const y = Math.round((landmarks[outer * 3 + 1] + landmarks[inner * 3 + 1]) / 2);
    for (let row = y - 5; row <= y + 5; row++) {
      for (let x = left; x <= right; x++) {
        const i = (row * width + x) * 4;
        most = Math.max(most, lumaOf(data[i], data[i + 1], data[i + 2]));
      }
    }
  }
  return most;
}

test.each([
  ["open", {}],
  ["looking aside", { gazeRight: 0.5 }],
  ["closed", { blink: 1 }],
])("dark glasses on the photo stay dark over eyes that are %s", async (_case, eyes) => {
  const { picture, landmarks } = ada.render({ ...size, ...eyes });
  const swapped = await swapStill({ target: picture, photo: worn.picture, models, atlas });
  expect(brightestEye(swapped, landmarks)).toBeLessThan(60);
  const bare = await swapStill({ target: picture, photo: shot.picture, models, atlas });
  expect(brightestEye(bare, landmarks)).toBeGreaterThan(110);
});
