import { expect, test } from "vitest";
import type { Raster } from "../../../src/engine/raster.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const photo = createSyntheticHead(models.mesh, identities.ada).render({ scale: 12 }).picture;
const { picture: target } = createSyntheticHead(models.mesh, identities.bruno).render({
  width: 260,
  height: 260,
  scale: 10,
});

/** All colours drawn towards light grey, as in a faded film. */
function faded(picture: Raster): Raster {
  const data = picture.data.map((value, at) => (at % 4 === 3 ? value : 100 + 0.3 * value));
  return { ...picture, data };
}

/** The green below which a hundredth of the changed pixels are. */
function darkestChanged(before: Raster, after: Raster): number {
  const greens: number[] = [];
  for (let p = 0; p < after.data.length; p += 4) {
    if (after.data[p + 1] !== before.data[p + 1]) greens.push(after.data[p + 1]);
  }
  return greens.toSorted((a, b) => a - b)[Math.floor(greens.length / 100)];
}

test("a face in a faded picture is faded", async () => {
  const before = faded(target);
  const after = await swapStill({ target: before, photo, models });
  expect(darkestChanged(before, after)).toBeGreaterThan(80);
  const clear = await swapStill({ target, photo, models });
  expect(darkestChanged(target, clear)).toBeLessThan(60);
});
