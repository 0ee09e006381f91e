import { expect, test } from "vitest";
import type { Raster } from "../../src/engine/raster.ts";
import { swapStill } from "../../src/engine/swap-still.ts";
import { faceModels } from "../support/face-models.ts";
import { landscape } from "../support/pictures.ts";
import { createSyntheticHead, identities } from "../support/synthetic-head.ts";

const models = await faceModels();
const photo = createSyntheticHead(models.mesh, identities.ada).render().picture;
const { picture: target, landmarks } = createSyntheticHead(models.mesh, identities.bruno).render({
  width: 300,
  height: 260,
  yaw: 0.2,
});

test("a still keeps its size and every pixel outside the face, and gets the new one", async () => {
  const before = target.data.slice();
  // As libraries for pictures give them: a Buffer's `slice` is no copy.
  const buffer = { ...target, data: Buffer.from(target.data) };
  const result = await swapStill({ target: buffer, photo, models });
  expect(buffer.data.equals(before)).toBe(true);
  expect([result.width, result.height]).toEqual([300, 260]);
  const top = Math.min(...landmarks.filter((_, i) => i % 3 === 1));
  const rowsAbove = Math.floor(top - 3) * 300 * 4;
  expect(result.data.subarray(0, rowsAbove)).toEqual(before.subarray(0, rowsAbove));
  const differing = result.data.reduce((n, value, i) => n + (value === before[i] ? 0 : 1), 0);
  expect(differing).toBeGreaterThan(10_000);
});

test("a still without a face is refused by name", async () => {
  const job = { target: landscape(200, 150), photo, models };
  await expect(swapStill(job)).rejects.toMatchObject({ code: "NO_FACE_IN_TARGET" });
});

test("a still with a face on which nothing can be drawn is refused, not handed back as it is", async () => {
  const seeThrough = {
    ...target,
    data: target.data.map((value, i) => (i % 4 === 3 ? 128 : value)),
  };
  const job = { target: seeThrough, photo, models };
  await expect(swapStill(job)).rejects.toMatchObject({
    code: "NO_FACE_IN_TARGET",
    message: expect.stringContaining("drawn"),
  });
});

function dimmed(picture: Raster, factor: number): Raster {
  const data = picture.data.map((value, i) => (i % 4 === 3 ? value : Math.round(value * factor)));
  return { ...picture, data };
}

test("in a very dark picture the new face is as soft as in the light", async () => {
  const before = dimmed(target, 0.1);
  const expected = dimmed(await swapStill({ target, photo, models }), 0.1);
  const inTheDark = await swapStill({ target: before, photo, models });
  const drawn = [...before.data.keys()].filter((i) => expected.data[i] !== before.data[i]);
  expect(drawn.length).toBeGreaterThan(5000);
  const far = drawn.filter((i) => Math.abs(inTheDark.data[i] - expected.data[i]) > 2);
  expect(far.length / drawn.length).toBeLessThan(0.05);
});

test("a face too dark to be seen is refused by name", async () => {
  const job = { target: dimmed(target, 0.045), photo, models };
  await expect(swapStill(job)).rejects.toMatchObject({ code: "TARGET_FACE_TOO_DARK" });
});
