import { expect, test } from "vitest";
import { cropSquare } from "../../src/engine/crop.ts";
import { createPyramid } from "../../src/engine/pyramid.ts";
import { blankRaster, type Raster } from "../../src/engine/raster.ts";

/** Red grows to the right, green downwards, one level a pixel. */
function ramp(width: number, height: number): Raster {
  const raster = blankRaster(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) raster.data.set([x, y, 0, 255], (y * width + x) * 4);
  }
  return raster;
}

const options = { side: 4, range: [0, 255], outside: "edge" } as const;

test("a level square of the crop's own size gives the pixels as they are, plane by plane", () => {
  const square = { centreX: 12, centreY: 22, size: 4, angle: 0 };
  const crop = cropSquare(createPyramid(ramp(40, 40)), square, options);
  expect(Array.from(crop.subarray(0, 4))).toEqual([10, 11, 12, 13]);
  expect(Array.from(crop.subarray(16, 24))).toEqual([20, 20, 20, 20, 21, 21, 21, 21]);
});

test("a square turned by a quarter reads downwards along its rows", () => {
  const square = { centreX: 12, centreY: 22, size: 4, angle: Math.PI / 2 };
  const crop = cropSquare(createPyramid(ramp(40, 40)), square, options);
  expect(Array.from(crop.subarray(16, 20), Math.round)).toEqual([20, 21, 22, 23]);
  expect(Array.from(crop.subarray(0, 4), Math.round)).toEqual([13, 13, 13, 13]);
});

test("coarser levels keep every place where it was", () => {
  const square = { centreX: 64, centreY: 64, size: 96, angle: 0.4 };
  const crop = cropSquare(createPyramid(ramp(128, 128)), square, { ...options, side: 8 });
  const step = 12;
  for (const [column, row] of [
    [0, 0],
    [7, 2],
    [3, 6],
  ]) {
    const x = (column - 3.5) * step;
    const y = (row - 3.5) * step;
    const expected = 64 + x * Math.cos(0.4) - y * Math.sin(0.4) - 0.5;
    expect(Math.abs(crop[row * 8 + column] - expected)).toBeLessThan(0.6);
  }
});

test("outside the picture there is black or the edge, as asked, and the range is applied", () => {
  const white = blankRaster(4, 4);
  white.data.fill(255);
  const square = { centreX: 0, centreY: 2, size: 4, angle: 0 };
  const pyramid = createPyramid(white);
  const black = cropSquare(pyramid, square, { side: 4, range: [-1, 1], outside: "black" });
  expect(Array.from(black.subarray(0, 4))).toEqual([-1, -1, 1, 1]);
  const edge = cropSquare(pyramid, square, { side: 4, range: [-1, 1], outside: "edge" });
  expect(Array.from(edge.subarray(0, 4))).toEqual([1, 1, 1, 1]);
});
