import { expect, test } from "vitest";
import { fitPose, normaliseShape } from "../../../src/engine/face/pose.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { blendParts, blendStride } from "../../../src/engine/swap/blend-field.ts";
import { createFlankFade } from "../../../src/engine/swap/nose-flank.ts";
import { preparePhoto } from "../../../src/engine/swap/photo.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const { mesh } = await faceModels();
const atlas = createFaceAtlas(mesh);
const { size } = atlas.grid;
const head = createSyntheticHead(mesh, identities.bruno);
const view = { width: 240, height: 240, scale: 8, fineness: 1 };
const shot = head.render(view);

function cellOf(point: number): number {
  return Math.floor(mesh.uv[point * 2 + 1] * size) * size + Math.floor(mesh.uv[point * 2] * size);
}

/** The head's photo, each pixel's light multiplied by what `lamp` says of its place in units of the picture's width. */
function photoUnder(lamp: (x: number, y: number) => number) {
  const data = shot.picture.data.slice();
  const { width } = shot.picture;
  for (let i = 0; i < data.length; i++) {
    if (i % 4 === 3) continue;
    const pixel = i >> 2;
    data[i] = Math.min(255, data[i] * lamp((pixel % width) / width, pixel / width / width));
  }
  const picture: Raster = { ...shot.picture, data };
  const landmarks = new Float32Array(478 * 3);
  landmarks.set(shot.landmarks);
  const shape = normaliseShape(landmarks, fitPose(landmarks, mesh));
  return preparePhoto(atlas, createPyramid(picture), landmarks, shape);
}

const xOf = (point: number) => shot.landmarks[point * 3] / view.width;
const yOf = (point: number) => shot.landmarks[point * 3 + 1] / view.width;
/** From 1.1 at the right edge of the face to half as much at the left one. */
const fromTheSide = (x: number) => 0.55 + (0.55 * (x - xOf(234))) / (xOf(454) - xOf(234));

test("strands of the skin's own hue beside both brows are not copied, whatever side the light comes from", () => {
  const temples = [cellOf(139), cellOf(368)];
  const bare = photoUnder(fromTheSide);
  for (const temple of temples) expect(bare.keep[temple]).toBeGreaterThan(0.6);
  const strand = (x: number, y: number) => {
    const beside = x < xOf(70) - 0.005 || x > xOf(300) + 0.005;
    return fromTheSide(x) * (beside && y < yOf(130) ? 0.45 : 1);
  };
  const long = photoUnder(strand);
  for (const temple of temples) expect(long.keep[temple]).toBeLessThan(0.1);
  expect(long.keep[cellOf(50)]).toBeGreaterThan(0.9);
  expect(long.keep[cellOf(105)]).toBeGreaterThan(0.75);
});

const besideCheek = (x: number) => x > xOf(411) - 0.012;

test("hair that falls from a temple over the cheek is not copied as far down as it goes", () => {
  const jaw = [411, 433, 416].map(cellOf);
  const fallen = photoUnder((x) => fromTheSide(x) * (besideCheek(x) ? 0.3 : 1));
  for (const place of jaw) expect(fallen.mirror?.share[place]).toBeGreaterThan(0.9);
  // What is dark and hangs together with no hair is a shadow, or stubble.
  const shaded = photoUnder((x, y) => fromTheSide(x) * (besideCheek(x) && y > yOf(411) ? 0.3 : 1));
  for (const place of jaw) expect(shaded.mirror?.share[place]).toBeLessThan(0.5);
});

test("a rim light on one cheek is not copied: the other cheek shows in its place", () => {
  const cheek = cellOf(411);
  const rim = photoUnder((x, y) => (x > xOf(411) - 0.03 && y > yOf(280) ? 1.6 : 1));
  const even = photoUnder(() => 1);
  expect(even.mirror?.share[cheek] ?? 0).toBeLessThan(0.2);
  expect(rim.mirror?.share[cheek]).toBeGreaterThan(0.8);
  expect(rim.keep[cheek]).toBeGreaterThan(0.8);
});

/** What is left of the detail on the right and the left flank, of so many grey levels in a light of 120. */
function gains(landmarks: Float32Array, target: Float32Array, flanks = 80) {
  const field = new Int16Array(size * size * blendStride).fill(blendParts.gain);
  const colours = new Float32Array(size * size * 3).fill(flanks);
  const light = new Float32Array((size / 2) ** 2 * 3).fill(120);
  createFlankFade(atlas, { landmarks, colours, light })(target, field);
  return [209, 429].map((point) => field[cellOf(point) * blendStride] / blendParts.gain);
}

test("a turned head's far flank of the nose loses detail that the photo shows squarely, its near one none", () => {
  const [left, right] = [-0.7, 0.7].map((yaw) => head.render({ ...view, yaw }).landmarks);
  expect(gains(shot.landmarks, shot.landmarks)).toEqual([1, 1]);
  expect(gains(left, left)).toEqual([1, 1]);
  const [far, near] = gains(shot.landmarks, right);
  expect(Math.min(far, near)).toBeLessThan(0.6);
  expect(Math.max(far, near)).toBe(1);
});

test("a far flank that is lit in the photo keeps its detail, or a dark line would run along it", () => {
  const right = head.render({ ...view, yaw: 0.7 }).landmarks;
  expect(gains(shot.landmarks, right, 150)).toEqual([1, 1]);
});

test("cheeks that shine alike on both sides are the person's own and come along", () => {
  const cheeks = [cellOf(205), cellOf(425)];
  const shine = photoUnder((x, y) => {
    const away = Math.min(...[205, 425].map((point) => Math.hypot(x - xOf(point), y - yOf(point))));
    return away < 0.04 ? 1.25 : 0.85;
  });
  for (const cheek of cheeks) expect(shine.keep[cheek]).toBeGreaterThan(0.65);
});
