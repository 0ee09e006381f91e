import { expect, test } from "vitest";
import { findPeopleInGif } from "../../../src/engine/find-people.ts";
import { compositeFrames } from "../../../src/engine/gif/composite.ts";
import type { Raster, Rect } from "../../../src/engine/raster.ts";
import { swapGif } from "../../../src/engine/swap-gif.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import { faceModels } from "../../support/face-models.ts";
import { gifOf } from "../../support/make-gif.ts";
import { createCutOut, together } from "../../support/people-scene.ts";
import { landscape } from "../../support/pictures.ts";
import { talking } from "../../support/sample-media.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const tile = 200;
const pose = { width: tile, height: tile };
const [ada, bruno, chidi] = [identities.ada, identities.bruno, identities.chidi].map((identity) =>
  createCutOut(models.mesh, identity),
);
const photoOf = (identity: (typeof identities)["ada"]) =>
  createSyntheticHead(models.mesh, identity).render({ width: 400, height: 400, scale: 13 }).picture;

function framesOf(gif: Uint8Array): Raster[] {
  return Array.from(compositeFrames(readGifBlocks(gif)), ({ canvas }) => ({
    ...canvas,
    data: canvas.data.slice(),
  }));
}

/** Pixels that differ, by whether they lie in any of the boxes. */
function differing(a: Raster, b: Raster, boxes: readonly Rect[]) {
  const count = { inside: 0, outside: 0 };
  for (let at = 0; at < a.data.length; at++) {
    if (a.data[at] === b.data[at]) continue;
    const [x, y] = [(at >> 2) % a.width, Math.floor((at >> 2) / a.width)];
    const isInside = boxes.some(
      (box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height,
    );
    count[isInside ? "inside" : "outside"] += 1;
  }
  return count;
}

function grown({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

test("of three people the two that are named get their photos, and the third keeps every pixel", async () => {
  const meadow = landscape(3 * tile, tile);
  const frames = [0, 1, 2, 3].map((frame) =>
    together(meadow, [
      { head: ada({ ...pose, scale: 6.6, ...talking(frame / 20) }), left: 0 },
      { head: bruno({ ...pose, scale: 6, ...talking(frame / 20 + 0.3) }), left: tile },
      { head: chidi({ ...pose, scale: 5.4, ...talking(frame / 20 + 0.6) }), left: 2 * tile },
    ]),
  );
  const target = gifOf(frames);
  const { people } = await findPeopleInGif(target, { models });
  expect(people.map(({ box }) => Math.floor(box.x / tile))).toEqual([0, 1, 2]);

  const photo = new Map([
    [0, photoOf(identities.chidi)],
    [2, photoOf(identities.ada)],
  ]);
  const { bytes, framesSwapped } = await swapGif({ target, photo, models });
  expect(framesSwapped).toBe(4);
  const before = framesOf(target);
  const named = [people[0], people[2]].map(({ box }) => grown(box, 25));
  framesOf(bytes).forEach((frame, index) => {
    const { inside, outside } = differing(before[index], frame, named);
    expect(outside).toBe(0);
    expect(inside).toBeGreaterThan(4000);
    expect(differing(before[index], frame, [named[0]]).inside).toBeGreaterThan(2000);
    expect(differing(before[index], frame, [named[1]]).inside).toBeGreaterThan(2000);
  });
});

test("a new face is not drawn over the nearer face of somebody who keeps theirs", async () => {
  const meadow = landscape(2 * tile, tile);
  const front = ada({ ...pose, scale: 7.5 });
  const frames = [0, 1, 2, 3, 4, 5].map((frame) =>
    together(meadow, [
      { head: bruno({ ...pose, scale: 5.6, ...talking(frame / 20) }), left: tile - 12 * frame },
      { head: front, left: 0 },
    ]),
  );
  const target = gifOf(frames);
  const { people } = await findPeopleInGif(target, { models });
  expect(people).toHaveLength(2);
  const [nearer] = people;
  const { bytes } = await swapGif({
    target,
    photo: new Map([[1, photoOf(identities.chidi)]]),
    models,
  });
  const before = framesOf(target);
  framesOf(bytes).forEach((frame, index) => {
    const { inside, outside } = differing(before[index], frame, [grown(nearer.box, -8)]);
    expect(inside).toBe(0);
    expect(outside).toBeGreaterThan(1000);
  });
});
