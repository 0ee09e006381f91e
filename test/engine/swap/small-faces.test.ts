import { expect, test } from "vitest";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const bruno = createSyntheticHead(models.mesh, identities.bruno);
const photo = createSyntheticHead(models.mesh, identities.ada).render({ scale: 14 }).picture;

/** Each pixel the mean of 2^level × 2^level. */
function shrunk(picture: Raster, level: number): Raster {
  return createPyramid(picture).level(level);
}

/** Root mean square of what differs between two pictures, where either differs from a third. */
function difference(a: Raster, b: Raster, before: Raster): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    if (a.data[i] === before.data[i] && b.data[i] === before.data[i]) continue;
    sum += (a.data[i] - b.data[i]) ** 2;
    count++;
  }
  return Math.sqrt(sum / count);
}

test.each([
  [40, 2, 5.2],
  [20, 3, 5.3],
])("a face %i pixels wide gets what a large one would show from afar", async (_, level, most) => {
  const { picture: large } = bruno.render({ width: 320, height: 320, scale: 11 });
  const small = shrunk(large, level);
  const far = shrunk(await swapStill({ target: large, photo, models }), level);
  const near = await swapStill({ target: small, photo, models });
  expect(difference(near, far, small)).toBeLessThan(most);
});
