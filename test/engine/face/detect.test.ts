import { expect, test } from "vitest";
import { detectFaces, type Detection } from "../../../src/engine/face/detect.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { faceModels } from "../../support/face-models.ts";
import { landscape, noise, pasted } from "../../support/pictures.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const heads = Object.entries(identities).map(
  ([name, identity]) => [name, createSyntheticHead(models.mesh, identity)] as const,
);
const [[, head]] = heads;

function detect(picture: Raster, options = { tiles: true }): Promise<Detection[]> {
  return detectFaces(models, createPyramid(picture), options);
}

test.each(heads)(
  "finds %s with a score of 0.85 and more, eyes and all",
  async (_name, somebody) => {
    const { picture, landmarks } = somebody.render();
    const [face, ...others] = await detect(picture);
    expect(others).toEqual([]);
    expect(face.score).toBeGreaterThan(0.85);
    const eye = Math.hypot(
      face.rightEyeX - (landmarks[33 * 3] + landmarks[133 * 3]) / 2,
      face.rightEyeY - (landmarks[33 * 3 + 1] + landmarks[133 * 3 + 1]) / 2,
    );
    expect(eye).toBeLessThan(face.width * 0.1);
  },
);

test.each([
  { scale: 14, x: 0.5, y: 0.5 },
  { scale: 6, x: 0.3, y: 0.35 },
  { scale: 3, x: 0.85, y: 0.2 },
  { scale: 1.6, x: 0.2, y: 0.8 },
])("finds a face of $scale pixels to the centimetre at $x, $y", async (place) => {
  const { picture, landmarks } = head.render({ ...place, width: 400, height: 300 });
  const [face, ...others] = await detect(picture);
  expect(others).toEqual([]);
  const [noseX, noseY] = [landmarks[4 * 3], landmarks[4 * 3 + 1]];
  expect(Math.hypot(face.centreX - noseX, face.centreY - noseY)).toBeLessThan(place.scale * 5);
  expect(face.width).toBeGreaterThan(place.scale * 9);
  expect(face.width).toBeLessThan(place.scale * 20);
});

test("a small face in a long picture needs the tiles", async () => {
  const { picture } = head.render({ width: 64, height: 64, scale: 2 });
  const wide = pasted(landscape(960, 240), picture, 800, 120);
  expect(await detect(wide, { tiles: false })).toEqual([]);
  const [face, ...others] = await detect(wide);
  expect(others).toEqual([]);
  expect(face.centreX).toBeGreaterThan(820);
  expect(face.centreX).toBeLessThan(845);
});

test("finds everybody in a group, each once", async () => {
  let group = landscape(720, 260);
  for (const [index, [, somebody]] of heads.entries()) {
    const { picture } = somebody.render({ width: 220, height: 220, scale: 6 });
    group = pasted(group, picture, 15 + index * 235, 20);
  }
  const faces = await detect(group);
  const places = faces.map((face) => Math.round((face.centreX - 125) / 235));
  expect(places.toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
});

test("a box without an extent, which the model may give, is no face", async () => {
  const { picture } = head.render();
  const { scores } = await models.detect(new Float32Array(3 * 128 * 128));
  const boxes = new Float32Array(scores.length * 16);
  boxes.set([0, 0, -30, -30], 16);
  boxes.set([0, 0, 30, NaN], 32);
  const odd = { ...models, detect: async () => ({ scores: scores.map(() => 9), boxes }) };
  expect(await detectFaces(odd, createPyramid(picture), { tiles: false })).toEqual([]);
});

test.each([
  ["noise", noise(320, 240)],
  ["a landscape", landscape(480, 320)],
  ["a long landscape", landscape(900, 200)],
])("finds nobody in %s", async (_name, picture) => {
  expect(await detect(picture)).toEqual([]);
});
