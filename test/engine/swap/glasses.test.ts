import { describe, expect, test } from "vitest";
import { castPhotos, prepareCasting } from "../../../src/engine/people/cast-photos.ts";
import { createFaceFollower } from "../../../src/engine/people/follow-faces.ts";
import { createPeopleSwaps } from "../../../src/engine/people/swap-people.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { findGlasses } from "../../../src/engine/swap/find-glasses.ts";
import { createStopwatch } from "../../../src/engine/swap/stopwatch.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { createRandom } from "../../support/noise.ts";
import { talking } from "../../support/sample-media.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";
import { wearGlasses } from "../../support/wear-glasses.ts";
import type { Spectacles } from "../../support/wear-glasses.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const frames = 12;
const held = { width: 240, height: 240, scale: 8, fineness: 1 };
const photo = createSyntheticHead(models.mesh, identities.chidi).render({ ...held, scale: 9 });
const ada = createSyntheticHead(models.mesh, identities.ada);

const round: Spectacles = {
  apart: 3.25,
  y: 0.5,
  halfWidth: 2.3,
  halfHeight: 2.2,
  squareness: 2,
  thickness: 0.24,
  colour: [38, 32, 30],
  bridge: -0.5,
  arms: -0.4,
};
const boxy = {
  ...round,
  y: 0.35,
  halfWidth: 2.45,
  halfHeight: 1.9,
  squareness: 3.2,
  thickness: 0.36,
} satisfies Spectacles;
const sunglasses = { ...boxy, halfWidth: 2.65, halfHeight: 2.1, dark: true } satisfies Spectacles;

function poseIn(frame: number) {
  return { ...held, ...talking(frame / frames) };
}

async function follow(pictures: readonly Raster[]) {
  const follower = createFaceFollower(atlas, models, createStopwatch(undefined));
  for (const picture of pictures) await follower.follow(picture);
  return follower.clip();
}

/** The share of the given pixels that a swap leaves as they are, over a whole clip. */
async function shareKept(wearers: readonly ReturnType<typeof wearGlasses>[], kind: number) {
  const photos = await prepareCasting(atlas, models, photo.picture);
  const clip = await follow(wearers.map(({ picture }) => picture));
  const roles = castPhotos(atlas, clip, photos);
  const swaps = createPeopleSwaps(atlas, roles, createStopwatch(undefined));
  let [kept, all] = [0, 0];
  wearers.forEach(({ picture, painted }, frame) => {
    const edit = swaps.draw(frame, picture);
    if (edit === undefined) throw new Error(`No face in frame ${frame}.`);
    const { x, y, patch } = edit;
    for (let at = 0; at < painted.length; at++) {
      const column = (at % picture.width) - x;
      const row = Math.floor(at / picture.width) - y;
      const outside = column < 0 || row < 0 || column >= patch.width || row >= patch.height;
      if (painted[at] !== kind || outside) continue;
      all++;
      const p = (row * patch.width + column) * 4;
      const difference = Math.abs(patch.data[p + 1] - picture.data[at * 4 + 1]);
      if (patch.data[p + 3] === 0 || difference < 24) kept++;
    }
  });
  return kept / all;
}

describe("the target's glasses", () => {
  test.each([
    { name: "round ones", glasses: round },
    { name: "boxy ones", glasses: boxy },
    { name: "thin ones of wire", glasses: { ...round, thickness: 0.14 } },
  ])("stay in front of the new face: $name", async ({ glasses }) => {
    const wearers = Array.from({ length: frames }, (_, frame) =>
      wearGlasses(models.mesh, ada.render(poseIn(frame)), glasses),
    );
    expect(await shareKept(wearers, 1)).toBeGreaterThan(0.9);
  });

  test("hide the eyes when they are dark", async () => {
    const wearers = Array.from({ length: frames }, (_, frame) =>
      wearGlasses(models.mesh, ada.render(poseIn(frame)), sunglasses),
    );
    expect(await shareKept(wearers, 2)).toBeGreaterThan(0.97);
  });

  test("stay in a single picture, and the face behind them is another", async () => {
    const { picture, painted } = wearGlasses(models.mesh, ada.render(poseIn(0)), boxy);
    const result = await swapStill({ target: picture, photo: photo.picture, models, atlas });
    let [rim, kept, changed] = [0, 0, 0];
    for (let at = 0; at < painted.length; at++) {
      const difference = Math.abs(result.data[at * 4 + 1] - picture.data[at * 4 + 1]);
      if (painted[at] === 0 && difference > 24) changed++;
      if (painted[at] === 0) continue;
      rim++;
      if (difference < 24) kept++;
    }
    expect(kept / rim).toBeGreaterThan(0.9);
    expect(changed).toBeGreaterThan(rim);
  });

  test("are not painted on when they have been taken off", async () => {
    const pictures = Array.from({ length: frames }, (_, frame) => ada.render(poseIn(frame)));
    const wearers = pictures.map((head) => wearGlasses(models.mesh, head, round));
    const off = frames - 3;
    const played = wearers.map(({ picture }, frame) =>
      frame < off ? picture : pictures[frame].picture,
    );
    const photos = await prepareCasting(atlas, models, photo.picture);
    const edits = (clip: Awaited<ReturnType<typeof follow>>) => {
      const swaps = createPeopleSwaps(
        atlas,
        castPhotos(atlas, clip, photos),
        createStopwatch(undefined),
      );
      return played.map((picture, frame) => swaps.draw(frame, picture));
    };
    const clip = await follow(played);
    const tracks = clip.tracks.map((track) => ({
      ...track,
      faces: track.faces.map((face) => ({ ...face, glasses: undefined })),
    }));
    const [kept, without] = [edits(clip), edits({ ...clip, tracks })];
    expect(kept[0]).not.toEqual(without[0]);
    expect(kept.slice(off)).toEqual(without.slice(off));
  });
});

test.each(Object.entries(identities))(
  "no glasses are seen on %s, who wears none",
  async (_, who) => {
    const head = createSyntheticHead(models.mesh, who);
    const pictures = Array.from({ length: frames }, (_frame, frame) => head.render(poseIn(frame)));
    const { tracks } = await follow(pictures.map(({ picture }) => picture));
    const bands = tracks.flatMap(({ faces }) => faces.flatMap(({ glasses }) => glasses ?? []));
    expect(bands.length).toBeGreaterThan(3);
    expect(findGlasses(bands, bands.length)).toBeUndefined();
    for (const band of bands) expect(findGlasses([band], 1)).toBeUndefined();
  },
);

test("no glasses are seen in grain", async () => {
  const random = createRandom();
  const grainy = Array.from({ length: frames }, (_, frame) => {
    const { picture } = ada.render(poseIn(frame));
    const data = picture.data.map((value, at) => {
      if (at % 4 === 3) return value;
      return Math.min(255, Math.max(0, value + 120 * (random() + random() - 1)));
    });
    return { ...picture, data };
  });
  const { tracks } = await follow(grainy);
  const bands = tracks.flatMap(({ faces }) => faces.flatMap(({ glasses }) => glasses ?? []));
  expect(bands.length).toBeGreaterThan(3);
  expect(findGlasses(bands, bands.length)).toBeUndefined();
});

test("folds around the eyes of a head that is held still are no glasses, as they have no arms", async () => {
  const { arms: _, ...folds } = { ...round, thickness: 0.14, colour: [120, 90, 76] as const };
  const shareOf = async (poseAt: (frame: number) => ReturnType<typeof poseIn>) => {
    const heads = Array.from({ length: frames }, (_frame, frame) => ada.render(poseAt(frame)));
    return await shareKept(
      heads.map((head) => wearGlasses(models.mesh, head, folds)),
      1,
    );
  };
  const [still, turning] = [await shareOf(() => poseIn(0)), await shareOf(poseIn)];
  expect(turning).toBeGreaterThan(0.9);
  expect(still).toBeLessThan(turning - 0.3);
});
