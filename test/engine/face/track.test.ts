import { expect, test } from "vitest";
import type { FaceModels } from "../../../src/engine/face/face-models.ts";
import { createFaceTracker, type FaceTrack } from "../../../src/engine/face/track.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import { blankRaster, type Raster } from "../../../src/engine/raster.ts";
import { faceModels } from "../../support/face-models.ts";
import { landmarkError } from "../../support/landmark-error.ts";
import { createCutOut, together } from "../../support/people-scene.ts";
import { landscape, pasted } from "../../support/pictures.ts";
import { talking } from "../../support/sample-media.ts";
import {
  createSyntheticHead,
  identities,
  type HeadOptions,
  type HeadPicture,
  type SyntheticHead,
} from "../../support/synthetic-head.ts";

const models = await faceModels();
const ada = createSyntheticHead(models.mesh, identities.ada);
const bruno = createSyntheticHead(models.mesh, identities.bruno);
const size = { width: 240, height: 240, scale: 6, fineness: 1 };

async function follow(pictures: readonly Raster[], by: FaceModels = models): Promise<FaceTrack[]> {
  const tracker = createFaceTracker(by);
  for (const picture of pictures) await tracker.follow(createPyramid(picture));
  return tracker.tracks();
}

/** A head that talks while it moves across the picture. */
function moving(head: SyntheticHead, count: number, options: HeadOptions = {}): HeadPicture[] {
  return Array.from({ length: count }, (_, frame) =>
    head.render({ ...size, ...talking(frame / 30), x: 0.4 + (0.3 * frame) / count, ...options }),
  );
}

function picturesOf(shots: readonly HeadPicture[]): Raster[] {
  return shots.map(({ picture }) => picture);
}

function framesOf(track: FaceTrack): number[] {
  return track.faces.map((face) => face.frame);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** The picture with a board before the head, in the wall's colour, so that it is no cut. */
function hidden({ picture, landmarks }: HeadPicture): Raster {
  const board = blankRaster(150, 180);
  for (let at = 0; at < board.data.length; at += 4) board.data.set([104, 142, 162, 255], at);
  const left = Math.round(landmarks[4 * 3]) - 75;
  return pasted(picture, board, left, Math.round(landmarks[4 * 3 + 1]) - 100);
}

test("follows a moving head, and begins anew after a gap and after a cut to somebody else", async () => {
  const before = moving(bruno, 20);
  const after = moving(ada, 6, { scale: 9, x: 0.3 });
  const clip = [
    ...picturesOf(before.slice(0, 12)),
    ...before.slice(12, 15).map(hidden),
    ...picturesOf(before.slice(15)),
    ...picturesOf(after),
  ];
  const tracks = await follow(clip);
  expect(tracks.map(framesOf)).toEqual([range(0, 12), range(15, 20), range(20, 26)]);
  expect(tracks.map((track) => new Set(track.faces.map((face) => face.scene)))).toEqual([
    new Set([0]),
    new Set([0]),
    new Set([1]),
  ]);
  for (const face of tracks.slice(0, 2).flatMap((track) => track.faces)) {
    expect(landmarkError(face.landmarks, before[face.frame].landmarks)).toBeLessThan(0.06);
  }
});

test("landmarks lie as exactly on a head that jumps as on one that stands still", async () => {
  const shots = [0.5, 0.59, 0.5, 0.41, 0.5, 0.59, 0.5, 0.41].map((x, frame) =>
    bruno.render({ ...size, ...talking(frame / 8), x }),
  );
  const [{ faces }] = await follow(picturesOf(shots));
  expect(faces).toHaveLength(shots.length);
  const errors = faces.map(({ landmarks, frame }) =>
    landmarkError(landmarks, shots[frame].landmarks),
  );
  expect(Math.max(...errors)).toBeLessThan(errors[0] * 1.35);
});

test("a cut to the same framing begins another track in another scene", async () => {
  const shots = picturesOf(moving(bruno, 8));
  const dark = shots.slice(4).map((shot) => ({ ...shot, data: shot.data.map(darkened) }));
  const tracks = await follow([...shots.slice(0, 4), ...dark]);
  expect(tracks.map((track) => track.faces.map((face) => face.scene))).toEqual([
    [0, 0, 0, 0],
    [1, 1, 1, 1],
  ]);
});

test("where two faces meet and where they part their tracks end, lest one is taken for the other", async () => {
  const heads = [identities.ada, identities.bruno].map((identity) =>
    createCutOut(models.mesh, identity)({ width: 160, height: 160, scale: 5 }),
  );
  const apart = [130, 115, 100, 85, 70, 55, 45, 60, 75, 90, 105, 120];
  const clip = apart.map((distance) =>
    together(landscape(400, 160), [
      { head: heads[0], left: 120 - Math.round(distance / 2) },
      { head: heads[1], left: 120 + Math.round(distance / 2) },
    ]),
  );
  const tracks = await follow(clip);
  const nearest = apart.indexOf(Math.min(...apart));
  for (const track of tracks) {
    const frames = framesOf(track);
    expect(frames.includes(0) && frames.includes(nearest)).toBe(false);
    expect(frames.includes(nearest) && frames.includes(apart.length - 1)).toBe(false);
  }
  expect(tracks.filter((track) => framesOf(track).includes(0))).toHaveLength(2);
  expect(tracks.filter((track) => framesOf(track).includes(apart.length - 1))).toHaveLength(2);
});

function darkened(value: number, index: number): number {
  return index % 4 === 3 ? value : value * 0.5;
}

test("two people get two tracks, and stay apart while they move", async () => {
  const clip = range(0, 12).map((frame) => {
    const right = ada.render({ ...size, ...talking(0.4 + frame / 30), x: 0.5 });
    const left = bruno.render({ ...size, ...talking(frame / 30), x: 0.4 + frame / 100 });
    return pasted(pasted(landscape(480, 240), left.picture, 0, 0), right.picture, 240, 0);
  });
  const tracks = await follow(clip);
  expect(tracks.map(framesOf)).toEqual([range(0, 12), range(0, 12)]);
  const sides = tracks.map((track) => track.faces.map((face) => face.region.centreX > 240));
  expect(sides.map((side) => new Set(side).size)).toEqual([1, 1]);
  expect(sides[0][0]).not.toBe(sides[1][0]);
});

test("somebody who comes in later is found within ten frames", async () => {
  const empty = landscape(480, 240);
  const head = (frame: number): Raster => bruno.render({ ...size, ...talking(frame / 30) }).picture;
  const newcomer = ada.render({ ...size, scale: 5 }).picture;
  const clip = range(0, 14).map((frame) => {
    const alone = pasted(empty, head(frame), 0, 0);
    return frame < 3 ? alone : pasted(alone, newcomer, 240, 0);
  });
  const [, second] = await follow(clip);
  expect(framesOf(second)).toEqual(range(10, 14));
});

test("while a face is there the detector looks only every tenth frame", async () => {
  let detections = 0;
  const counted: FaceModels = {
    ...models,
    detect: (input) => {
      detections += 1;
      return models.detect(input);
    },
  };
  const [track] = await follow(picturesOf(moving(bruno, 15)), counted);
  expect(framesOf(track)).toEqual(range(0, 15));
  expect(detections).toBe(2);
});

test("a clip without anybody has no track", async () => {
  expect(await follow([landscape(240, 180), landscape(240, 180)])).toEqual([]);
});

test("in a crowd the ten largest faces are followed, however many there are", async () => {
  const { picture } = ada.render({ width: 90, height: 90, scale: 3.6, fineness: 1 });
  let crowd = landscape(480, 480);
  for (let at = 0; at < 25; at += 1) {
    crowd = pasted(crowd, picture, 5 + (at % 5) * 95, 5 + Math.floor(at / 5) * 95);
  }
  const tracks = await follow([crowd, crowd]);
  expect(tracks.length).toBe(10);
});
