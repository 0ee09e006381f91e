import { expect, test } from "vitest";
import { smoothTrack } from "../../../src/engine/face/smooth.ts";
import type { FaceTrack } from "../../../src/engine/face/track.ts";
import { faceModels } from "../../support/face-models.ts";

const { mesh } = await faceModels();
const LID = 159;
const TIP = 4;
/** Pixels to the centimetre: a face about 150 pixels wide. */
const SCALE = 10;

/** The canonical face, moved and changed from frame to frame; scenes as given, else one. */
function trackOf(
  count: number,
  change: (frame: number, point: number) => readonly [x: number, y: number],
  scene: (frame: number) => number = () => 0,
): FaceTrack {
  const faces = Array.from({ length: count }, (_, frame) => {
    const landmarks = new Float32Array(478 * 3);
    for (let point = 0; point < 478; point += 1) {
      const [dx, dy] = change(frame, point);
      const at = (point % 468) * 3;
      landmarks[point * 3] = mesh.positions[at] * SCALE + dx;
      landmarks[point * 3 + 1] = -mesh.positions[at + 1] * SCALE + dy;
    }
    const region = { centreX: 0, centreY: 0, size: 200, angle: 0 };
    return { frame, scene: scene(frame), landmarks, region, presence: 1 };
  });
  return { id: 0, faces };
}

function xOf(track: FaceTrack, point: number): number[] {
  return track.faces.map((face) => face.landmarks[point * 3]);
}

function yOf(track: FaceTrack, point: number): number[] {
  return track.faces.map((face) => face.landmarks[point * 3 + 1]);
}

/** Mean |x(t-1) - 2x(t) + x(t+1)|. */
function jitter(values: readonly number[]): number {
  const inner = values.slice(1, -1);
  return (
    inner.reduce(
      (sum, value, index) => sum + Math.abs(values[index] - 2 * value + values[index + 2]),
      0,
    ) / inner.length
  );
}

/** The same numbers between -1 and 1 every time. */
function pseudoRandom(seed: number): number {
  const wave = Math.sin(seed * 12.9898) * 43758.5453;
  return (wave - Math.floor(wave)) * 2 - 1;
}

test("trembling of half a pixel loses more than half", () => {
  const shaky = trackOf(40, (frame, point) => [
    0.5 * pseudoRandom(frame * 500 + point),
    0.5 * pseudoRandom(frame * 700 + point + 0.5),
  ]);
  const calm = smoothTrack(shaky);
  for (const point of [TIP, LID, 10, 152, 234]) {
    expect(jitter(xOf(calm, point))).toBeLessThan(0.5 * jitter(xOf(shaky, point)));
  }
});

/** A head that sways. */
function truth(frame: number): number {
  return 12 * Math.sin(frame / 4);
}

test("motion is not delayed: what comes out fits best with what went in at the same time", () => {
  const shaky = trackOf(60, (frame, point) => [
    truth(frame) + 0.4 * pseudoRandom(frame * 500 + point),
    0,
  ]);
  const out = xOf(smoothTrack(shaky), TIP);
  const fit = (lag: number): number =>
    out.slice(8, 52).reduce((sum, value, index) => sum + value * truth(index + 8 + lag), 0);
  const lags = [-3, -2, -1, 0, 1, 2, 3];
  expect(lags.toSorted((a, b) => fit(b) - fit(a))[0]).toBe(0);
  expect(fit(1) / fit(-1)).toBeCloseTo(1, 1);
});

test("a blink of two frames stays as deep as it was", () => {
  const blinking = trackOf(20, (frame, point) => [
    0,
    point === LID && (frame === 9 || frame === 10) ? 8 : 0,
  ]);
  const [before, after] = [yOf(blinking, LID), yOf(smoothTrack(blinking), LID)];
  expect(Math.abs(after[9] - before[9])).toBeLessThan(0.5);
  expect(Math.abs(after[8] - before[8])).toBeLessThan(0.5);
});

/** A nose that jumps by a pixel. */
function jump(frame: number, point: number): [x: number, y: number] {
  return [point === TIP && frame >= 6 ? 1 : 0, 0];
}

test("frames of another scene have no say", () => {
  const step = trackOf(12, jump, (frame) => (frame < 6 ? 0 : 1));
  expect(largestStep(step)).toBeLessThan(1e-4);
  expect(largestStep(trackOf(12, jump))).toBeGreaterThan(0.1);
});

/** How far smoothing moves the tip of the nose in any frame. */
function largestStep(track: FaceTrack): number {
  const [before, after] = [xOf(track, TIP), xOf(smoothTrack(track), TIP)];
  return Math.max(...before.map((x, frame) => Math.abs(x - after[frame])));
}

/** A head that is thrown to and fro. */
function jerk(frame: number): number {
  return frame % 3 === 0 ? 3 : -1;
}

test("a head that jerks is followed where it goes, and what trembles on it is calmed all the same", () => {
  const track = trackOf(40, (frame, point) => [
    jerk(frame) + 0.5 * pseudoRandom(frame * 500 + point),
    0,
  ]);
  const calm = smoothTrack(track);
  for (const point of [TIP, LID, 152]) {
    const [before, after] = [track, calm].map((faces) =>
      jitter(xOf(faces, point).map((x, frame) => x - jerk(frame))),
    );
    expect(after).toBeLessThan(0.5 * before);
  }
});

test("a head whose looks lie apart by a thousandth of its size is held still as a whole", () => {
  const shaky = trackOf(40, (frame) => [
    0.15 * pseudoRandom(frame * 500),
    0.15 * pseudoRandom(frame * 700 + 0.5),
  ]);
  const calm = smoothTrack(shaky);
  for (const point of [TIP, LID, 10, 152, 234]) {
    expect(jitter(xOf(calm, point))).toBeLessThan(0.5 * jitter(xOf(shaky, point)));
  }
});

test("a head that sways slowly or shakes by a hundredth of its size is where it was", () => {
  for (const path of [truth, (frame: number) => 1.5 * pseudoRandom(frame)]) {
    const swaying = trackOf(40, (frame) => [path(frame), 0]);
    const [before, after] = [swaying, smoothTrack(swaying)].map((faces) => xOf(faces, TIP));
    after.forEach((x, frame) => expect(Math.abs(x - before[frame])).toBeLessThan(0.2));
  }
});

test("the track that was given is left as it is", () => {
  const shaky = trackOf(5, (frame) => [frame % 2, 0]);
  const copy = structuredClone(shaky);
  smoothTrack(shaky);
  expect(shaky).toEqual(copy);
});
