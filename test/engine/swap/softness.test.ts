import { expect, test } from "vitest";
import type { Raster } from "../../../src/engine/raster.ts";
import { boxBlur } from "../../../src/engine/swap/box-blur.ts";
import { measureSoftness } from "../../../src/engine/swap/measure-softness.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const bruno = createSyntheticHead(models.mesh, identities.bruno);
const ada = createSyntheticHead(models.mesh, identities.ada);
const photo = ada.render({ scale: 14 });
const target = bruno.render({ width: 280, height: 280, scale: 11 });

/** What a clip looks like that was enlarged from few pixels. */
function blurred({ width, height, data }: Raster): Raster {
  const field = Float32Array.from(data);
  boxBlur(field, { width, height, channels: 4 }, 2, 3);
  return { width, height, data: Uint8Array.from(field) };
}

/** Rows shifted against each other by turns, as dither of few colours does to flat colours. */
function dithered({ width, height, data }: Raster): Raster {
  const levels = 32;
  const out = data.map((value, at) => {
    if (at % 4 === 3) return value;
    const pixel = at >> 2;
    const odd = ((pixel % width) + Math.floor(pixel / width)) % 2 === 1;
    return Math.round((value + (odd ? levels / 4 : -levels / 4)) / levels) * levels;
  });
  return { width, height, data: out };
}

/** In pixels, at the same place, as both heads are held alike. */
const softnessOf = (picture: Raster) => measureSoftness(picture, target.landmarks) ?? 0;

test("a face in a blurred clip is as blurred, with or without dither", async () => {
  for (const soft of [blurred(target.picture), dithered(blurred(target.picture))]) {
    const result = await swapStill({ target: soft, photo: photo.picture, models });
    expect(softnessOf(soft)).toBeGreaterThan(1.6);
    expect(softnessOf(result) / softnessOf(soft)).toBeGreaterThan(0.7);
    expect(softnessOf(result) / softnessOf(soft)).toBeLessThan(1.25);
  }
});

test("a face in a sharp clip is sharp, with or without dither", async () => {
  for (const sharp of [target.picture, dithered(target.picture)]) {
    const result = await swapStill({ target: sharp, photo: photo.picture, models });
    expect(softnessOf(sharp)).toBeLessThan(1.45);
    expect(softnessOf(result)).toBeLessThan(1.45);
  }
});

test("a photo that is as blurred as the clip is not blurred again", async () => {
  const alike = ada.render({ width: 280, height: 280, scale: 11 });
  const soft = blurred(target.picture);
  const results = [alike.picture, blurred(alike.picture)].map((face) =>
    swapStill({ target: soft, photo: face, models }),
  );
  const [fromSharp, fromSoft] = (await Promise.all(results)).map(softnessOf);
  expect(fromSoft / fromSharp).toBeLessThan(1.25);
});
