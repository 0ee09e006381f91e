import { expect, test } from "vitest";
import { findLandmarks } from "../../../src/engine/face/find-landmarks.ts";
import type { Landmarks } from "../../../src/engine/face/landmarks.ts";
import { MESH_POINTS } from "../../../src/engine/face/landmarks.ts";
import { regionOfLandmarks } from "../../../src/engine/face/region.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { swapGif } from "../../../src/engine/swap-gif.ts";
import { jitter } from "../../bench/engine-quality/metrics.ts";
import { faceModels } from "../../support/face-models.ts";
import { framesOf } from "../../support/gif-frames.ts";
import { gifOf } from "../../support/make-gif.ts";
import { createRandom } from "../../support/noise.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const bruno = createSyntheticHead(models.mesh, identities.bruno);
const photo = createSyntheticHead(models.mesh, identities.ada).render({ scale: 14 }).picture;
const side = 220;
const size = { width: side, height: side, scale: 9, fineness: 1 };
const frames = 20;

/** A camera's grain, another one in each frame. */
function grainy({ width, height, data }: Raster, random: () => number): Raster {
  const noisy = data.map((value, at) => (at % 4 === 3 ? value : value + (random() - 0.5) * 24));
  return { width, height, data: noisy };
}

/** A head that keeps still but for what moves it along, as the camera has it and as it comes out of a swap. */
async function swapped(along: (frame: number) => number) {
  const random = createRandom(3);
  const shots = Array.from({ length: frames }, (_, frame) =>
    bruno.render({ ...size, x: 0.5 + along(frame) / side }),
  );
  const filmed = shots.map(({ picture }) => grainy(picture, random));
  const { bytes } = await swapGif({ target: gifOf(filmed, { delayCs: 8 }), photo, models });
  const results = framesOf(bytes).map((data) => ({ width: side, height: side, data }));
  const around = regionOfLandmarks(shots[0].landmarks);
  const read = async (pictures: readonly Raster[]): Promise<Landmarks[]> => {
    const found: Landmarks[] = [];
    for (const picture of pictures) {
      found.push((await findLandmarks(models, createPyramid(picture), around)).landmarks);
    }
    return found;
  };
  return { before: await read(filmed), after: await read(results) };
}

const trembling = (faces: readonly Landmarks[]) =>
  jitter(faces.map((points) => ({ points, scale: 1 }))) ?? NaN;

test("the new face of somebody who keeps still trembles far less than the old one in a camera's grain", async () => {
  const { before, after } = await swapped(() => 0);
  expect(trembling(after)).toBeLessThan(0.65 * trembling(before));
});

const shakes = [0, 1.2, -0.8, 0.6, -1];

/** How far a face goes for every pixel that its head is shaken by. */
function followed(faces: readonly Landmarks[]): number {
  let [along, total] = [0, 0];
  faces.forEach((points, frame) => {
    const shake = shakes[frame % shakes.length];
    total += shake * shake;
    for (let at = 0; at < MESH_POINTS * 3; at += 3) along += (shake * points[at]) / MESH_POINTS;
  });
  return along / total;
}

test("a head that shakes by a pixel is not held still", async () => {
  const { before, after } = await swapped((frame) => shakes[frame % shakes.length]);
  expect(followed(after)).toBeGreaterThan(0.75 * followed(before));
});
