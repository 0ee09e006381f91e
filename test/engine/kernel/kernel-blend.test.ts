import { expect, test } from "vitest";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { createFieldPacker, createPlainFieldPacker } from "../../../src/engine/swap/pack-field.ts";
import { faceModels } from "../../support/face-models.ts";
import { largestDifference } from "../../support/largest-difference.ts";
import { createRandom } from "../../support/noise.ts";

const { mesh } = await faceModels();
const atlas = createFaceAtlas(mesh);
const cells = atlas.grid.size ** 2;

test("a frame's field is that of the twin to two parts, across gaps, in any colour, covered and uncovered", () => {
  const random = createRandom();
  const map = (count: number, most: number) =>
    Float32Array.from({ length: count }, () => most * random());
  const photoLight = map((cells / 4) * 3, 255);
  for (const colour of [1, 0.4, 0]) {
    const frames = [0, 1, 2, 3, 5, 9, 10, 11, 12, 13];
    const alphas: Float32Array[] = [];
    const lights: Float32Array[] = [];
    const bare: Float32Array[] = [];
    for (const frame of frames) {
      alphas[frame] = map(cells, 1);
      lights[frame] = map((cells / 4) * 3, frame === 5 ? 1500 : 250);
    }
    bare[11] = map(cells, 1);
    const plan = {
      alphas,
      lights,
      bare,
      style: { limits: 1, colour, blur: 0 },
      contrast: 0.5 + random(),
      own: colour === 0.4 ? map(cells, 1) : undefined,
    };
    const ours = createFieldPacker(atlas, photoLight, plan);
    const twin = createPlainFieldPacker(atlas, photoLight, plan);
    for (const frame of [...frames, 2]) {
      const closed = frame % 2 === 0 ? [0, 0] : [random(), random()];
      const [a, b] = [ours(frame, closed), twin(frame, closed)];
      expect(largestDifference(a, b)).toBeLessThanOrEqual(2);
      expect(b.some((value) => value > 10_000)).toBe(true);
    }
  }
});
