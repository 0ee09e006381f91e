import { expect, test } from "vitest";
import { createLampFit } from "../../../src/engine/swap/lamp-fit.ts";
import { createLightField, createPlainLightField } from "../../../src/engine/swap/light-field.ts";
import { createUvGrid } from "../../../src/engine/swap/uv-grid.ts";
import { faceModels } from "../../support/face-models.ts";
import { largestDifference } from "../../support/largest-difference.ts";
import { createRandom } from "../../support/noise.ts";

const { mesh } = await faceModels();
const size = 96;
const count = size * size;

test("a face's light is that of the twin, of bytes and of floats, seen wholly, in spots and not at all", () => {
  const random = createRandom();
  const grid = createUvGrid(mesh, size / 2);
  const edges = Float32Array.from({ length: count }, () => 0.3 * random());
  const ours = createLightField(mesh, grid, edges);
  const twin = createPlainLightField(size, edges, createLampFit(mesh, grid));
  for (const seen of [1, 0.5, 0.01, 0]) {
    const side = random();
    const weights = Float32Array.from({ length: count }, () => (random() < seen ? random() : 0));
    const hidden = Float32Array.from({ length: count }, () => (random() < 0.1 ? random() : 0));
    const bytes = Uint8Array.from(
      { length: count * 3 },
      (_, i) => 40 + 100 * random() + (100 * side * (Math.floor(i / 3) % size)) / size,
    );
    for (const colours of [bytes, Float32Array.from(bytes, (value) => value + 0.3)]) {
      const [a, b] = [0, 1].map(() => new Float32Array((count / 4) * 3));
      ours(weights, colours, hidden, a);
      twin(weights, colours, hidden, b);
      expect(largestDifference(a, b)).toBeLessThan(2e-3);
      expect(b.some((value) => value > 40)).toBe(seen > 0);
    }
  }
});
