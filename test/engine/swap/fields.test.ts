import { expect, test } from "vitest";
import { boxBlur } from "../../../src/engine/swap/box-blur.ts";
import { dilate } from "../../../src/engine/swap/dilate.ts";
import { createLampFit } from "../../../src/engine/swap/lamp-fit.ts";
import { createLightField, lightAt } from "../../../src/engine/swap/light-field.ts";
import { histogramMedian } from "../../../src/engine/swap/skin.ts";
import { filterInTime } from "../../../src/engine/swap/temporal-filter.ts";
import { createUvGrid } from "../../../src/engine/swap/uv-grid.ts";
import { faceModels } from "../../support/face-models.ts";

test("a blurred constant is that constant, up to the border", () => {
  const field = new Float32Array(7 * 5 * 2).map((_, i) => (i % 2 === 0 ? 3 : -8));
  boxBlur(field, { width: 7, height: 5, channels: 2 }, 2, 3);
  field.forEach((value, i) => expect(value).toBeCloseTo(i % 2 === 0 ? 3 : -8, 5));
});

test("a blur spreads a point over its box and no further", () => {
  const field = new Float32Array(49);
  field[3 * 7 + 3] = 9;
  boxBlur(field, { width: 7, height: 7, channels: 1 }, 1, 1);
  const expected = Float32Array.from({ length: 49 }, (_, i) => {
    const [x, y] = [i % 7, Math.floor(i / 7)];
    return Math.abs(x - 3) <= 1 && Math.abs(y - 3) <= 1 ? 1 : 0;
  });
  field.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
});

test("a dilated point becomes a square", () => {
  const point = new Float32Array(25);
  point[12] = 0.5;
  const square = Float32Array.from({ length: 25 }, (_, i) =>
    i % 5 > 0 && i % 5 < 4 && i >= 5 && i < 20 ? 0.5 : 0,
  );
  expect(dilate(point, 5, 1)).toEqual(square);
});

const size = 32;
const cells = size * size;
const colour = [180, 120, 90];
const nothing = new Float32Array(cells);
const { mesh } = await faceModels();
const lampGrid = createUvGrid(mesh, size / 2);
const fitLamp = createLampFit(mesh, lampGrid);

function plain(): Uint8Array {
  return Uint8Array.from({ length: cells * 3 }, (_, i) => colour[i % 3]);
}

test("the light on a face of one colour is that colour, wherever skin was seen", () => {
  const measureLight = createLightField(mesh, lampGrid, new Float32Array(cells).fill(1));
  const weights = new Float32Array(cells).map((_, i) => (i % 7 === 0 ? 0.3 : 0));
  const light = new Float32Array((cells / 4) * 3);
  measureLight(weights, plain(), nothing, light);
  light.forEach((value, i) => expect(value).toBeCloseTo(colour[i % 3], 2));
  expect(lightAt(light, size / 2, 4.3, 9.7, 1)).toBeCloseTo(120, 2);
});

test("cells without weight leave no trace in the light, however dark they are", () => {
  const measureLight = createLightField(mesh, lampGrid, new Float32Array(cells).fill(1));
  const colours = plain();
  const weights = new Float32Array(cells).fill(1);
  for (let cell = 0; cell < cells; cell++) {
    if (cell % size < 12) continue;
    colours.fill(0, cell * 3, cell * 3 + 3);
    weights[cell] = 0;
  }
  const light = new Float32Array((cells / 4) * 3);
  measureLight(weights, colours, nothing, light);
  light.forEach((value, i) => expect(value).toBeCloseTo(colour[i % 3], 2));
});

const sideways = (cell: number) => 60 + 140 * ((cell % (size / 2)) / (size / 2));

test("a lamp from one side is found from half a face, and a dark spot does not bend it", () => {
  const { cells: seen } = lampGrid;
  const sums = new Float32Array((cells / 4) * 4);
  for (const cell of seen) {
    if (Math.floor(cell / (size / 2)) % 2 === 0) continue;
    const value = cell % 17 === 0 ? 20 : sideways(cell);
    sums.set([1, value, value, value], cell * 4);
  }
  const lamp = new Float32Array((cells / 4) * 3);
  expect(fitLamp(sums, lamp)).toBe(true);
  const mean = seen.reduce((sum, cell) => sum + sideways(cell), 0) / seen.length;
  const off = (guess: (cell: number) => number) =>
    seen.reduce((sum, cell) => sum + Math.abs(guess(cell) - sideways(cell)), 0) / seen.length;
  expect(off((cell) => lamp[cell * 3])).toBeLessThan(off(() => mean) / 2);
});

test("a face of which no skin is seen has no lamp", () => {
  const lamp = new Float32Array((cells / 4) * 3).fill(7);
  expect(fitLamp(new Float32Array(cells), lamp)).toBe(false);
  expect(lamp.every((value) => value === 7)).toBe(true);
});

test("a histogram median is the median to a 512th of its range, and outliers do not move it", () => {
  const values = Float32Array.of(10, 12, 11, 250, 13, 9, 250);
  expect(Math.abs(histogramMedian(values, 0, 256) - 12)).toBeLessThan(0.51);
});

function map(value: number): Float32Array {
  return new Float32Array(3).fill(value);
}

test("time is filtered among the frames that have a map; a gap or an end takes nothing away", () => {
  const out = new Float32Array(3);
  filterInTime([map(8), undefined, map(8), undefined, map(8)], 2, out);
  out.forEach((value) => expect(value).toBeCloseTo(8, 5));
  filterInTime([map(0), map(0), map(1), map(0), map(0)], 2, out);
  out.forEach((value) => expect(value).toBeCloseTo(0.4, 5));
});
