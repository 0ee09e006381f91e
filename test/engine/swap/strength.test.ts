import { expect, test } from "vitest";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { colourfulness } from "../../../src/engine/swap/colourfulness.ts";
import { measureRelief } from "../../../src/engine/swap/relief.ts";
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

const half = atlas.grid.size / 2;
function lit(brightness: (across: number) => readonly number[]): Float32Array {
  const light = new Float32Array(half * half * 3);
  for (let cell = 0; cell < half * half; cell++) {
    light.set(brightness(((cell % half) + 0.5) / half), cell * 3);
  }
  return light;
}
const at = (relief: Float32Array, across: number) =>
  relief[((half / 2) * half + Math.floor(across * half)) * 3];

test("equal light on both faces is left as it is", () => {
  const light = lit((u) => [90 + 80 * u, 70, 60]);
  measureRelief(atlas, light, light, 0.5, 1).forEach((factor) => expect(factor).toBeCloseTo(1, 5));
});

test("what both sides of a photo share comes along before what its lamp lights on one side", () => {
  const even = lit(() => [120, 120, 120]);
  const sockets = lit((u) => (Math.abs(u - 0.5) > 0.2 ? [90, 90, 90] : [130, 130, 130]));
  const lamp = lit((u) => (u > 0.5 ? [130, 130, 130] : [90, 90, 90]));
  const relief = measureRelief(atlas, sockets, even, 0, 1);
  const lampRelief = measureRelief(atlas, lamp, even, 0, 1);
  const spread = at(relief, 0.5) / at(relief, 0.25);
  const lampSpread = at(lampRelief, 0.75) / at(lampRelief, 0.25);
  expect(spread).toBeGreaterThan(1.15);
  expect(lampSpread).toBeGreaterThan(1.05);
  expect(lampSpread).toBeLessThan(spread);
});

test("how bright a photo is does not matter, and of its hue a little comes along, least at the outline", () => {
  const grey = lit(() => [160, 160, 160]);
  const dim = measureRelief(
    atlas,
    lit(() => [60, 60, 60]),
    grey,
    0,
    1,
  );
  dim.forEach((factor) => expect(factor).toBeCloseTo(1, 3));
  const red = measureRelief(
    atlas,
    lit(() => [90, 60, 60]),
    grey,
    0,
    1,
  );
  expect(at(red, 0.5)).toBeGreaterThan(1.005);
  expect(at(red, 0.5)).toBeLessThan(1.1);
  expect(at(red, 0.05)).toBeLessThan(at(red, 0.5));
});

const chidi = createSyntheticHead(models.mesh, identities.chidi).render({ scale: 12 }).picture;

test.each([
  ["a fair", photo],
  ["a brown", chidi],
])("a black-and-white clip gets a face without colour from %s face's photo", async (_, face) => {
  const grey: Raster = { ...target, data: target.data.slice() };
  for (let i = 0; i < grey.data.length; i += 4) {
    const [red, green, blue] = grey.data.subarray(i, i + 3);
    grey.data.fill(0.299 * red + 0.587 * green + 0.114 * blue, i, i + 3);
  }
  const { data } = await swapStill({ target: grey, photo: face, models, atlas });
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
