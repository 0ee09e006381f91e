import { expect, test } from "vitest";
import { createPyramid, levelForDistance } from "../../src/engine/pyramid.ts";
import { blankRaster, type Raster } from "../../src/engine/raster.ts";

/** Opaque grey pixels with the given values, row by row. */
function greys(width: number, values: readonly number[]): Raster {
  const raster = blankRaster(width, values.length / width);
  values.forEach((value, index) => raster.data.set([value, value, value, 255], index * 4));
  return raster;
}

function redsOf(raster: Raster): number[] {
  return Array.from(raster.data).filter((_, index) => index % 4 === 0);
}

test("a level holds the means of four pixels of the level below", () => {
  const pyramid = createPyramid(greys(4, [0, 10, 100, 100, 20, 30, 100, 100]));
  expect(redsOf(pyramid.level(1))).toEqual([15, 100]);
  expect(pyramid.level(1)).toMatchObject({ width: 2, height: 1, step: 2 });
});

test("an odd last row and column stay in place, so that coordinates halve exactly", () => {
  const pyramid = createPyramid(greys(3, [0, 0, 90, 0, 0, 90, 60, 60, 30]));
  expect(pyramid.level(1)).toMatchObject({ width: 2, height: 2 });
  expect(redsOf(pyramid.level(1))).toEqual([0, 90, 60, 30]);
});

test("levels below one pixel stay one pixel", () => {
  const pyramid = createPyramid(greys(2, [10, 20]));
  expect(redsOf(pyramid.level(5))).toEqual([15]);
});

test("opaque pixels are not copied, and transparent ones show grey", () => {
  const opaque = greys(1, [7]);
  expect(createPyramid(opaque).level(0).data).toBe(opaque.data);
  const clear: Raster = { width: 1, height: 1, data: Uint8Array.of(200, 0, 0, 0) };
  expect(createPyramid(clear).level(0).data).toEqual(Uint8Array.of(128, 128, 128, 255));
  expect(clear.data).toEqual(Uint8Array.of(200, 0, 0, 0));
});

test("the level is never so fine that bilinear samples skip more than two of its pixels", () => {
  for (const distance of [0.1, 1, 1.5, 2, 3, 5, 17]) {
    const step = 2 ** levelForDistance(distance);
    expect(distance / step).toBeLessThanOrEqual(2);
    expect(step === 1 || distance / step > 0.9).toBe(true);
  }
});
