import { expect, test } from "vitest";
import type { Raster } from "../../../src/engine/raster.ts";
import { measureGrain } from "../../../src/engine/swap/measure-grain.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { createRandom } from "../../support/noise.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const photo = createSyntheticHead(models.mesh, identities.ada).render({ scale: 14 }).picture;
const target = createSyntheticHead(models.mesh, identities.bruno).render({
  width: 260,
  height: 260,
  scale: 10,
});

/** @param levels the most by which a channel differs from what it was */
function grainy(picture: Raster, levels: number): Raster {
  const random = createRandom();
  const data = picture.data.map((value, at) => {
    if (at % 4 === 3) return value;
    return Math.min(255, Math.max(0, value + levels * (random() + random() - 1)));
  });
  return { ...picture, data };
}

const grainOf = (picture: Raster) => measureGrain(picture, target.landmarks) ?? 0;

test("a face in a grainy clip is as grainy", async () => {
  const before = grainy(target.picture, 50);
  const after = await swapStill({ target: before, photo, models });
  expect(grainOf(before)).toBeGreaterThan(15);
  expect(grainOf(after) / grainOf(before)).toBeGreaterThan(0.8);
  expect(grainOf(after) / grainOf(before)).toBeLessThan(1.2);
});

test("a face in a clip with little noise is smooth", async () => {
  const before = grainy(target.picture, 10);
  const after = await swapStill({ target: before, photo, models });
  expect(grainOf(before)).toBeGreaterThan(2);
  expect(grainOf(after)).toBeLessThan(grainOf(before));
});
