import { expect, test } from "vitest";
import { chooseMainTracks, choosePrimary } from "../../../src/engine/face/choose.ts";
import type { FaceTrack } from "../../../src/engine/face/track.ts";

/** A track with one face for each size; its frames follow each other in one scene. */
function track(id: number, sizes: readonly number[], scene = 0, start = 0): FaceTrack {
  return {
    id,
    faces: sizes.map((size, index) => ({
      frame: start + index,
      scene,
      landmarks: new Float32Array(478 * 3),
      region: { centreX: 0, centreY: 0, size, angle: 0 },
      presence: 1,
    })),
  };
}

function idsOf(tracks: readonly FaceTrack[]): number[] {
  return tracks.map(({ id }) => id);
}

test("a close-up in half of the frames wins over a passer-by in all of them", () => {
  const passerBy = track(
    0,
    Array.from({ length: 20 }, () => 50),
  );
  const closeUp = track(
    1,
    Array.from({ length: 10 }, () => 100),
  );
  expect(choosePrimary([passerBy, closeUp])?.id).toBe(1);
});

test("of two equal faces the one that stays longer wins", () => {
  expect(choosePrimary([track(0, [80, 80]), track(1, [80, 80, 80])])?.id).toBe(1);
});

test("without faces there is none", () => {
  expect(choosePrimary([])).toBeUndefined();
  expect(chooseMainTracks([])).toEqual([]);
});

test("a scene without the primary face gives its own main face, a scene with it nobody else", () => {
  const primary = track(0, [100, 100, 100], 0);
  const beside = track(1, [90, 90, 90], 0);
  const elsewhere = track(2, [60, 60], 1);
  const smaller = track(3, [40, 40], 1);
  expect(idsOf(chooseMainTracks([beside, primary, smaller, elsewhere]))).toEqual([0, 2]);
});

test("a track that was chosen for one scene serves all scenes that it is in", () => {
  const primary = track(0, [100, 100], 0);
  const later: FaceTrack = {
    id: 1,
    faces: [...track(1, [80], 1).faces, ...track(1, [30], 2).faces],
  };
  const larger = track(2, [50], 2);
  expect(idsOf(chooseMainTracks([primary, later, larger]))).toEqual([0, 1]);
});

test("a face of the same size that appears when the main one has gone is that one come back", () => {
  const primary = track(0, [100, 100, 100]);
  const back = track(1, [90, 90], 0, 20);
  const backAgain = track(2, [70], 0, 40);
  expect(idsOf(chooseMainTracks([primary, back, backAgain]))).toEqual([0, 1, 2]);
});

test("a face that is seen together with the main one, or far smaller, is somebody else", () => {
  const primary = track(0, [100, 100, 100]);
  const together = track(1, [90, 90], 0, 2);
  const passerBy = track(2, [40, 40, 40], 0, 20);
  expect(idsOf(chooseMainTracks([primary, together, passerBy]))).toEqual([0]);
});
