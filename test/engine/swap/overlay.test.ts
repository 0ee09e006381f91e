import { expect, test } from "vitest";
import { compositeFrames } from "../../../src/engine/gif/composite.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { swapGif } from "../../../src/engine/swap-gif.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { findOverlay } from "../../../src/engine/swap/find-overlay.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import { faceModels } from "../../support/face-models.ts";
import { gifOf } from "../../support/make-gif.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";
import { writeOver } from "../../support/write-over.ts";
import type { Caption } from "../../support/write-over.ts";

const models = await faceModels();
const bruno = createSyntheticHead(models.mesh, identities.bruno);
const photo = createSyntheticHead(models.mesh, identities.ada).render({ scale: 12 }).picture;
const size = { width: 260, height: 260, scale: 9, fineness: 1 };
const shots = [0, 1, 2, 3].map((frame) =>
  bruno.render({ ...size, yaw: 0.05 * frame, mouth: 0.2 * frame }),
);

/** Where the subject's lips are in a shot. */
function lipsOf({ landmarks }: (typeof shots)[number]) {
  return { x: landmarks[13 * 3], y: (landmarks[13 * 3 + 1] + landmarks[14 * 3 + 1]) / 2 };
}

const captions: [string, Omit<Caption, "x" | "y">][] = [
  ["white in black", { text: "WHEN I WIN", dot: 3, colour: [255, 255, 255], outline: 2 }],
  ["bare yellow", { text: "THEN, I WENT IN", dot: 2, colour: [250, 235, 30], outline: 0 }],
];

function framesOf(gif: Uint8Array): Raster[] {
  return Array.from(compositeFrames(readGifBlocks(gif)), ({ canvas }) => ({
    ...canvas,
    data: canvas.data.slice(),
  }));
}

test.each(captions)("a caption %s over the mouth stays as it is", async (_, caption) => {
  const place = lipsOf(shots[0]);
  const written = shots.map(({ picture }) => writeOver(picture, { ...caption, ...place }));
  const target = gifOf(written.map(({ picture }) => picture));
  const { bytes, framesSwapped } = await swapGif({ target, photo, models });
  expect(framesSwapped).toBe(shots.length);
  const originals = framesOf(target);
  framesOf(bytes).forEach((frame, i) => {
    const { written: letters } = written[i];
    const changed = (at: number) =>
      [0, 1, 2].some((c) => frame.data[at * 4 + c] !== originals[i].data[at * 4 + c]);
    const marks = [...letters.keys()].filter((at) => letters[at] === 1);
    expect(marks.filter(changed)).toEqual([]);
    const around = [...letters.keys()].filter((at) => letters[at] === 0 && changed(at));
    expect(around.length).toBeGreaterThan(3000);
  });
});

function cheek(picture: Raster, { landmarks }: (typeof shots)[number]): number[] {
  const [x, y] = [landmarks[50 * 3], landmarks[50 * 3 + 1]].map(Math.round);
  return Array.from(
    picture.data.subarray((y * picture.width + x) * 4, (y * picture.width + x) * 4 + 3),
  );
}

test("a caption does not colour the face beside it", async () => {
  const [shot] = shots;
  const [, [, caption]] = captions;
  const { picture } = writeOver(shot.picture, { ...caption, ...lipsOf(shot) });
  const written = await swapStill({ target: picture, photo, models });
  const plain = await swapStill({ target: shot.picture, photo, models });
  const wanted = cheek(plain, shot);
  cheek(written, shot).forEach((value, c) => expect(Math.abs(value - wanted[c])).toBeLessThan(8));
});

test("a bar over the chin, as below a film, stays as it is", async () => {
  const [shot] = shots;
  const top = Math.round(shot.landmarks[17 * 3 + 1]);
  const barred: Raster = { ...shot.picture, data: shot.picture.data.slice() };
  const from = top * barred.width * 4;
  for (let p = from; p < barred.data.length; p += 4) barred.data.set([0, 0, 0], p);
  const result = await swapStill({ target: barred, photo, models });
  expect(Buffer.compare(result.data.subarray(from), barred.data.subarray(from))).toBe(0);
  expect(Buffer.compare(result.data, barred.data)).not.toBe(0);
});

test("eyes, teeth and a light wall are no captions", () => {
  const looks = [{ mouth: 1 }, { smile: 1, mouth: 0.3 }, { gazeRight: 0.5 }, { yaw: 0.5 }];
  const backdrop = [
    [250, 250, 250],
    [244, 244, 244],
  ] as const;
  for (const identity of Object.values(identities)) {
    const head = createSyntheticHead(models.mesh, { ...identity, backdrop });
    for (const look of looks) {
      const { picture, landmarks } = head.render({ ...size, ...look });
      expect(findOverlay(createPyramid(picture), landmarks)).toBeUndefined();
    }
  }
});
