import { expect, test } from "vitest";
import { cropLevel, cropSquare } from "../../../src/engine/crop.ts";
import { createKernelHalve } from "../../../src/engine/kernel/kernel-halve.ts";
import { createPyramid, halveInto, levelForDistance } from "../../../src/engine/pyramid.ts";
import { blankRaster } from "../../../src/engine/raster.ts";
import { largestDifference } from "../../support/largest-difference.ts";
import { createRandom, noisyPicture } from "../../support/noise.ts";

test("crops are the same to 0.0002 of 255, inside a picture, over its border and beside it", () => {
  const random = createRandom();
  const pyramid = createPyramid(noisyPicture(90, 61));
  for (let round = 0; round < 60; round++) {
    const square = {
      centreX: -40 + 170 * random(),
      centreY: -40 + 140 * random(),
      size: 5 + 160 * random(),
      angle: 7 * random(),
    };
    const range = round % 2 === 0 ? ([0, 255] as const) : ([-1, 1] as const);
    const outside = round % 3 === 0 ? "black" : "edge";
    const options = { side: 24, range, outside } as const;
    const distance = square.size / 24;
    const level = pyramid.level(levelForDistance(distance));
    const stepX = (Math.cos(square.angle) * distance) / level.step;
    const stepY = (Math.sin(square.angle) * distance) / level.step;
    const originX = square.centreX / level.step - 0.5 - 11.5 * (stepX - stepY);
    const originY = square.centreY / level.step - 0.5 - 11.5 * (stepY + stepX);
    const places = { originX, originY, stepX, stepY };
    const twin = cropLevel(level, places, options, new Float32Array(3 * 24 * 24));
    const scale = 255 / (range[1] - range[0]);
    expect(largestDifference(cropSquare(pyramid, square, options), twin) * scale).toBeLessThan(
      2e-4,
    );
  }
});

test("pictures are halved as by the twin, with odd sides and in strips, and what is transparent is noticed", () => {
  const kernelHalve = createKernelHalve();
  if (kernelHalve === undefined) throw new Error("This machine runs no kernel.");
  for (const [width, height, clear] of [
    [1, 1, 0],
    [2, 7, 0],
    [5, 3, 0.5],
    [64, 48, 0],
    [301, 203, 0],
    [301, 203, 0.001],
    [1000, 101, 0],
  ]) {
    const picture = noisyPicture(width, height, clear);
    const [ours, theirs] = [0, 1].map(() =>
      blankRaster(Math.ceil(width / 2), Math.ceil(height / 2)),
    );
    expect(kernelHalve(picture, ours)).toBe(halveInto(picture, theirs));
    expect(Buffer.compare(ours.data, theirs.data)).toBe(0);
  }
  expect(kernelHalve(noisyPicture(9, 9, 0.5), blankRaster(5, 5))).toBe(false);
  expect(kernelHalve(noisyPicture(9, 9), blankRaster(5, 5))).toBe(true);
});

test("a crop whose place is no number is refused by nobody and reads nothing outside the picture", () => {
  const pyramid = createPyramid(noisyPicture(20, 20));
  const square = { centreX: NaN, centreY: Infinity, size: 30, angle: 0 };
  const crop = cropSquare(pyramid, square, { side: 8, range: [0, 1], outside: "edge" });
  expect(crop.every((value) => value >= 0 && value <= 1)).toBe(true);
});
