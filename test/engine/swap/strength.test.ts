import { expect, test } from "vitest";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { colourfulness } from "../../../src/engine/swap/colourfulness.ts";
import { applyPhotoLamp } from "../../../src/engine/swap/photo-lamp.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const photo = createSyntheticHead(models.mesh, identities.ada).render({ scale: 12 }).picture;
const { picture: target } = createSyntheticHead(models.mesh, identities.bruno).render({
  width: 300,
  height: 300,
  scale: 12,
});

function changed(a: Raster, b: Raster): number {
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]), 0) / a.data.length;
}

test("strength draws another face, and natural is the default", async () => {
  const job = { target, photo, models, atlas };
  const natural = await swapStill(job);
  expect(changed(natural, await swapStill({ ...job, strength: 0 }))).toBe(0);
  const likeness = await swapStill({ ...job, strength: 1 });
  expect(changed(natural, likeness)).toBeGreaterThan(0.05);
}, 60_000);

test("the photo's lamp brings its light and shade, not its colour and brightness", () => {
  const photoLight = Float32Array.of(200, 100, 50, 100, 50, 25);
  const light = Float32Array.of(60, 60, 60, 60, 60, 60);
  applyPhotoLamp(photoLight, 0, light);
  expect(Array.from(light)).toEqual([60, 60, 60, 60, 60, 60]);
  applyPhotoLamp(photoLight, 1, light);
  expect(light[0] / light[3]).toBeCloseTo(2, 1);
  expect(light[1] / light[0]).toBeCloseTo(1, 1);
  expect((light[0] + light[3]) / 2).toBeCloseTo(60, -1);
});

test("a black-and-white clip gets a face without colour", async () => {
  const grey: Raster = { ...target, data: target.data.slice() };
  for (let i = 0; i < grey.data.length; i += 4) {
    const [red, green, blue] = grey.data.subarray(i, i + 3);
    grey.data.fill(0.299 * red + 0.587 * green + 0.114 * blue, i, i + 3);
  }
  const { data } = await swapStill({ target: grey, photo, models, atlas });
  let largest = 0;
  for (let i = 0; i < data.length; i += 4) {
    largest = Math.max(
      largest,
      Math.abs(data[i] - data[i + 1]),
      Math.abs(data[i + 2] - data[i + 1]),
    );
  }
  expect(changed(grey, { ...grey, data })).toBeGreaterThan(0.5);
  expect(largest).toBeLessThanOrEqual(2);
});

test("skin has colour, grey has none", () => {
  const cells = atlas.grid.size ** 2;
  const of = (...rgb: number[]) => Array.from({ length: cells }, () => rgb).flat();
  expect(colourfulness(atlas, of(120, 120, 120))).toBe(0);
  expect(colourfulness(atlas, of(80, 50, 40))).toBe(1);
  expect(colourfulness(atlas, of(230, 190, 170))).toBe(1);
});
