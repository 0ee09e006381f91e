import { expect, test } from "vitest";
import { createKernelSample } from "../../../src/engine/kernel/kernel-sample.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import { createPlainColourReader } from "../../../src/engine/swap/sample-uv.ts";
import { createUvGrid } from "../../../src/engine/swap/uv-grid.ts";
import { faceModels } from "../../support/face-models.ts";
import { createRandom, noisyPicture } from "../../support/noise.ts";

const { mesh } = await faceModels();
const grid = createUvGrid(mesh, 96);
const byKernel = createKernelSample(grid);
const byTwin = createPlainColourReader(grid);

/** The canonical face, so many pixels to the centimetre. */
function faceAt(x: number, y: number, scale: number): Float32Array {
  const landmarks = new Float32Array(478 * 3);
  for (let at = 0; at < mesh.positions.length; at += 3) {
    landmarks[at] = x + scale * mesh.positions[at];
    landmarks[at + 1] = y - scale * mesh.positions[at + 1];
  }
  return landmarks;
}

test("a face's colours are the twin's but for the rounding of halves, inside a picture, over its border and beside it", () => {
  if (byKernel === undefined) throw new Error("This machine runs no kernel.");
  const random = createRandom();
  const pyramid = createPyramid(noisyPicture(203, 151));
  for (let round = 0; round < 40; round++) {
    const landmarks = faceAt(-60 + 320 * random(), -60 + 270 * random(), 1 + 12 * random());
    const level = pyramid.level(round % 3);
    const [ours, theirs] = [byKernel(level, landmarks), byTwin(level, landmarks)];
    const differences = ours.map((value, at) => Math.abs(value - theirs[at]));
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    expect(differences.filter((value) => value > 0).length).toBeLessThan(ours.length / 1000);
    expect(theirs.some((value) => value > 0)).toBe(true);
  }
});

test("a face whose place is no number is read as black or as a pixel of the picture", () => {
  if (byKernel === undefined) throw new Error("This machine runs no kernel.");
  const landmarks = faceAt(Number.NaN, Infinity, 5);
  expect(byKernel(createPyramid(noisyPicture(20, 20)).level(0), landmarks)).toHaveLength(27_648);
});
