import { expect, test } from "vitest";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { applyEyeTone, measureEyeTone } from "../../../src/engine/swap/eye-tone.ts";
import { faceModels } from "../../support/face-models.ts";

const atlas = createFaceAtlas((await faceModels()).mesh);
const { size } = atlas.grid;

test("an eye in the shade of a fringe is measured apart from the other one", () => {
  const light = new Float32Array((size / 2) ** 2 * 3).fill(100);
  const colours = new Float32Array(size * size * 3).fill(100);
  for (const cell of atlas.grid.cells) {
    if (atlas.regions.eyeballs[cell] === 0) continue;
    colours.fill(cell % size < size / 2 ? 80 : 30, cell * 3, cell * 3 + 3);
  }
  const tone = measureEyeTone(atlas, [colours], light);
  expect(tone.rightEye[1]).toBeCloseTo(0.8, 5);
  expect(tone.leftEye[1]).toBeCloseTo(0.3, 5);

  applyEyeTone(atlas, tone, light);
  const half = size / 2;
  const darkest = (from: number, to: number) =>
    Math.min(
      ...light.filter((_, i) => Math.floor(i / 3) % half >= from && Math.floor(i / 3) % half < to),
    );
  expect(darkest(0, half / 2)).toBeCloseTo(80, 3);
  expect(darkest(half / 2, half)).toBeCloseTo(30, 3);
});

/** A grey face with eyes of this white, in which an iris fills the first share of each eye's cells. */
function look(white: number, iris: number): Float32Array {
  const colours = new Float32Array(size * size * 3).fill(100);
  for (const left of [false, true]) {
    const cells = atlas.grid.cells.filter(
      (cell) => atlas.regions.eyeballs[cell] > 0 && cell % size >= size / 2 === left,
    );
    cells.forEach((cell, i) =>
      colours.fill(i < cells.length * iris ? 20 : white, cell * 3, cell * 3 + 3),
    );
  }
  return colours;
}

test("the white of an eye is measured, whether the iris in it is large or small", () => {
  const light = new Float32Array((size / 2) ** 2 * 3).fill(100);
  const small = measureEyeTone(atlas, [look(150, 0.2)], light);
  const large = measureEyeTone(atlas, [look(150, 0.5)], light);
  expect(small.rightEye[1]).toBeCloseTo(1.5, 5);
  expect(large.rightEye[1]).toBeCloseTo(1.5, 5);
  expect(large.leftEye[1]).toBeCloseTo(1.5, 5);
});

test("a clip's white is that of the pictures which show it, not that of closed lids or a passing flash", () => {
  const light = new Float32Array((size / 2) ** 2 * 3).fill(100);
  const lids = Array.from({ length: 6 }, () => look(70, 0));
  const open = Array.from({ length: 4 }, () => look(150, 0.4));
  const tone = measureEyeTone(atlas, [...lids, ...open, look(250, 0)], light);
  expect(tone.rightEye[1]).toBeCloseTo(1.5, 5);
});
