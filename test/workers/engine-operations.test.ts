import sharp from "sharp";
import { expect, test } from "vitest";
import { compositeFrames } from "../../src/engine/gif/composite.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { faceModels } from "../support/face-models.ts";
import { gifOf } from "../support/make-gif.ts";
import { openPool } from "../support/open-pool.ts";
import { landscape, pasted } from "../support/pictures.ts";
import { sampleFace, talking } from "../support/sample-media.ts";
import { createSyntheticHead, identities } from "../support/synthetic-head.ts";

const { mesh } = await faceModels();

const side = 240;
const shots = [identities.ada, identities.bruno].map((identity, index) => {
  const head = createSyntheticHead(mesh, identity);
  return [0, 1, 2].map(
    (frame) =>
      head.render({ width: side, height: side, scale: 8 - index, ...talking(0.1 + frame / 30) })
        .picture,
  );
});
/** Ada on the left, a little larger, and Bruno on the right. */
const pairs = [0, 1, 2].map((frame) =>
  pasted(pasted(landscape(2 * side, side), shots[0][frame], 0, 0), shots[1][frame], side, 0),
);
const pairGif = gifOf(pairs);
const photo = await sampleFace(mesh, identities.ada);

function png(picture: Raster): Promise<Uint8Array> {
  const { width, height, data } = picture;
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

function framesOf(gif: Uint8Array): Raster[] {
  return Array.from(compositeFrames(readGifBlocks(gif)), ({ canvas }) => ({
    ...canvas,
    data: canvas.data.slice(),
  }));
}

/** Pixels that differ in the left and in the right half. */
function differences(a: Raster, b: Raster): [left: number, right: number] {
  const counts: [number, number] = [0, 0];
  for (let at = 0; at < a.data.length; at += 4) {
    const same = [0, 1, 2, 3].every((channel) => a.data[at + channel] === b.data[at + channel]);
    if (!same) counts[(at / 4) % a.width < a.width / 2 ? 0 : 1] += 1;
  }
  return counts;
}

test("an engine process lists faces, and swaps the one that is named and nobody else", async () => {
  await using world = await openPool();
  const found = await world.pool.detectFaces({ kind: "gif", media: pairGif });
  expect(found).toMatchObject({ width: 2 * side, height: side, frames: 3 });
  expect(found.faces).toMatchObject([
    { index: 0, seen: 1 },
    { index: 1, seen: 1 },
  ]);
  const [ada, bruno] = found.faces;
  expect(ada.box.x + ada.box.width).toBeLessThan(side);
  expect(bruno.box.x).toBeGreaterThan(side);
  expect(bruno.size).toBe(Math.max(bruno.box.width, bruno.box.height));
  const crop = await sharp(bruno.crop).metadata();
  expect(crop.format).toBe("png");
  expect(crop.width).toBeGreaterThan(bruno.box.width);
  expect(await world.pool.detectFaces({ kind: "gif", media: pairGif })).toEqual(found);

  const faces = new Map([[bruno.index, photo]]);
  const { bytes } = await world.pool.swap({ kind: "gif", target: pairGif, faces });
  const before = framesOf(pairGif);
  framesOf(bytes).forEach((frame, index) => {
    const [left, right] = differences(before[index], frame);
    expect(left).toBe(0);
    expect(right).toBeGreaterThan(2000);
  });
});

test("a still has a list too, and each of its faces can be swapped", async () => {
  await using world = await openPool();
  const still = await png(pairs[0]);
  const { faces, frames } = await world.pool.detectFaces({ kind: "image", media: still });
  expect(frames).toBe(1);
  const all = new Map(faces.map(({ index }) => [index, photo]));
  const { bytes } = await world.pool.swap({ kind: "image", target: still, faces: all });
  const { data, info } = await sharp(bytes)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [left, right] = differences(pairs[0], { width: info.width, height: info.height, data });
  expect(Math.min(left, right)).toBeGreaterThan(2000);
});

test("nobody there is an empty list, and a number that nobody has is refused", async () => {
  await using world = await openPool();
  const empty = gifOf([landscape(200, 150)]);
  expect(await world.pool.detectFaces({ kind: "gif", media: empty })).toMatchObject({ faces: [] });
  const faces = new Map([[2, photo]]);
  await expect(world.pool.swap({ kind: "gif", target: pairGif, faces })).rejects.toMatchObject({
    code: "FACE_NOT_LISTED",
    facts: { face: 2, faces: 2 },
  });
});

test("a photo is judged before anybody swaps with it", async () => {
  await using world = await openPool();
  expect(await world.pool.checkPhoto(photo)).toEqual({ verdict: "good", faults: [] });
  const ada = createSyntheticHead(mesh, identities.ada);
  const aside = await png(ada.render({ yaw: 1.15 }).picture);
  expect(await world.pool.checkPhoto(aside)).toMatchObject({
    verdict: "refused",
    faults: [{ code: "PHOTO_FACE_TURNED", refused: true }],
  });
  await expect(
    world.pool.swap({ kind: "gif", target: pairGif, face: aside }),
  ).rejects.toMatchObject({ code: "PHOTO_FACE_TURNED" });
  await expect(world.pool.checkPhoto(await png(landscape(200, 200)))).rejects.toMatchObject({
    code: "NO_FACE_IN_PHOTO",
  });
});
