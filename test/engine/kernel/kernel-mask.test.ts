import { expect, test } from "vitest";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { medianOf, plainMedian } from "../../../src/engine/swap/clip-appearance.ts";
import { createFrameMasker, createPlainFrameMasker } from "../../../src/engine/swap/frame-mask.ts";
import { faceModels } from "../../support/face-models.ts";
import { largestDifference } from "../../support/largest-difference.ts";
import { createRandom } from "../../support/noise.ts";

const { mesh } = await faceModels();
const atlas = createFaceAtlas(mesh);
const { size, cells } = atlas.grid;

/** The canonical head, turned. */
function head(turn: number): Float32Array {
  const points = new Float32Array(478 * 3);
  for (let at = 0; at < mesh.positions.length; at += 3) {
    const [x, y, z] = mesh.positions.subarray(at, at + 3);
    points[at] = x * Math.cos(turn) + z * Math.sin(turn);
    points[at + 1] = -y;
    points[at + 2] = x * Math.sin(turn) - z * Math.cos(turn);
  }
  return points;
}

test("a frame's masks are those of the twin: plain skin, dark spots, and something before the face", () => {
  const random = createRandom();
  /** A skin colour that wanders, here and there something else; cells off the face stay black. */
  const face = (spots: number, card: boolean) => {
    const colours = new Uint8Array(size * size * 3);
    for (const cell of cells) {
      const light = 0.5 + 0.5 * random();
      const other = random() < spots;
      const [red, green, blue] = other ? [20, 30 * random(), 90] : [210, 160, 130];
      colours.set([red * light, green * light, blue * light], cell * 3);
      const [x, y] = [cell % size, Math.floor(cell / size)];
      if (card && x > 50 && x < 70 && y > 45 && y < 80) colours.set([20, 160, 60], cell * 3);
    }
    return colours;
  };
  const inputs = {
    base: Float32Array.from(atlas.regions.face, (inside) => inside * random()),
    keep: Float32Array.from(atlas.regions.face, () => random()),
    usual: face(0.1, false),
    hairPrior: atlas.regions.hairPrior,
  };
  const ours = createFrameMasker(atlas, inputs);
  const twin = createPlainFrameMasker(atlas, inputs);
  for (const [turn, spots, card] of [
    [0, 0, false],
    [0.7, 0.2, false],
    [-0.3, 0.02, true],
    [0.2, 0.9, true],
  ] as const) {
    const frame = { landmarks: head(turn), colours: face(spots, card) };
    const [a, b] = [ours(frame), twin(frame)];
    for (const map of ["alpha", "skin", "hidden"] as const) {
      expect(largestDifference(a[map], b[map])).toBeLessThan(1e-4);
      expect(b[map].some((value) => value > 0)).toBe(true);
    }
    expect(a.bare === undefined).toBe(b.bare === undefined);
    expect(a.bare !== undefined || !card).toBe(true);
    expect(largestDifference(a.bare ?? [], b.bare ?? [])).toBeLessThan(1e-4);
  }
});

test("the median of bytes is that of the twin, of one array and of many", () => {
  const random = createRandom();
  for (const [count, length] of [
    [1, 5],
    [2, 7680],
    [15, 27_648],
    [29, 100],
    [40, 20],
  ]) {
    const arrays = Array.from({ length: count }, () =>
      Uint8Array.from({ length }, () => 256 * random()),
    );
    const twin = new Uint8Array(length);
    const step = Math.max(1, Math.floor(count / 15));
    plainMedian(
      arrays.filter((_, i) => i % step === 0),
      twin,
    );
    expect(medianOf(arrays)).toEqual(twin);
  }
});
