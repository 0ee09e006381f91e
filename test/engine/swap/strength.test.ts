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

type Tone = (luma: number) => readonly number[];
/** From brown through ochre to cream, as toned prints are. */
const sepia: Tone = (luma) => [
  Math.min(255, 1.35 * luma),
  Math.min(255, 1.2 * luma),
  Math.min(255, 0.94 * luma),
];

function toned(picture: Raster, tone: Tone): Raster {
  const data = picture.data.slice();
  for (let i = 0; i < data.length; i += 4) {
    data.set(tone(0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]), i);
  }
  return { ...picture, data };
}

/** The largest difference of a pixel from what the tone is at its green. */
function offTone({ data }: Raster, tone: Tone): number {
  const byGreen = new Map<number, readonly number[]>();
  for (let luma = 0; luma < 256; luma += 0.25) byGreen.set(Math.round(tone(luma)[1]), tone(luma));
  let largest = 0;
  for (let i = 0; i < data.length; i += 4) {
    const wanted = byGreen.get(data[i + 1]) ?? data.subarray(i, i + 3);
    for (const c of [0, 2]) largest = Math.max(largest, Math.abs(data[i + c] - wanted[c]));
  }
  return largest;
}

const chidi = createSyntheticHead(models.mesh, identities.chidi).render({ scale: 12 }).picture;
const grey: Tone = (luma) => [luma, luma, luma];

test.each([
  ["black-and-white", "a fair", grey, photo, 2],
  ["black-and-white", "a brown", grey, chidi, 2],
  ["sepia", "a fair", sepia, photo, 24],
  ["sepia", "a brown", sepia, chidi, 24],
] as const)("a %s clip gets %s face in its own tone", async (_, __, tone, face, most) => {
  const before = toned(target, tone);
  const after = await swapStill({ target: before, photo: face, models, atlas });
  expect(changed(before, after)).toBeGreaterThan(0.5);
  expect(offTone(after, tone)).toBeLessThanOrEqual(most);
});

test("a face has colour in any light, and none in one tone", () => {
  const colours = new Float32Array(atlas.grid.size ** 2 * 3);
  const of = (skin: readonly number[], lips: readonly number[]) => {
    for (const cell of atlas.grid.cells) {
      const shade = 0.7 + 0.3 * Math.sin(cell / 7);
      const base = atlas.regions.lips[cell] > 0 ? lips : skin;
      colours.set(
        base.map((value) => Math.round(value * shade)),
        cell * 3,
      );
    }
    return colourfulness(atlas, colours);
  };
  expect(of([120, 120, 120], [90, 90, 90])).toBe(0);
  expect(of([200, 178, 138], [150, 134, 104])).toBe(0);
  expect(of([230, 190, 170], [200, 120, 120])).toBe(1);
  expect(of([80, 50, 40], [80, 40, 40])).toBe(1);
  expect(of([20, 40, 110], [18, 26, 80])).toBe(1);
});

const row = (relief: Float32Array, v: number) =>
  [0.3, 0.5, 0.7].map(
    (across) => relief[(Math.floor(v * half) * half + Math.floor(across * half)) * 3],
  );

test("where the target keeps its own forehead, no step in the light runs along the brows", () => {
  const bright = lit(() => [230, 170, 120]);
  const sockets = lit((u) => (Math.abs(u - 0.5) > 0.2 ? [90, 90, 90] : [130, 130, 130]));
  const top = 0.4;
  const kept = measureRelief(atlas, sockets, bright, 0, 1, top);
  const whole = measureRelief(atlas, sockets, bright, 0, 1);
  expect(row(kept, top - 0.05)).toEqual([1, 1, 1]);
  expect(row(whole, top - 0.05)).not.toEqual([1, 1, 1]);
  expect(row(kept, top + 0.15)).toEqual(row(whole, top + 0.15));
});

test("a photo's bright cheeks make bright skin no lighter than it can be, and dark skin as light as ever", () => {
  const hard = lit((u) => (Math.abs(u - 0.5) < 0.2 ? [220, 220, 220] : [60, 60, 60]));
  const gain = (level: number) =>
    at(
      measureRelief(
        atlas,
        hard,
        lit(() => [level, level, level]),
        0,
        1,
      ),
      0.5,
    );
  expect(225 * gain(225)).toBeLessThan(242);
  expect(gain(110)).toBeGreaterThan(1.2);
});
