import { expect, test } from "vitest";
import { detectFaces } from "../../../src/engine/face/detect.ts";
import { fitDetection } from "../../../src/engine/face/find-landmarks.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { clearEye } from "../../../src/engine/swap/clear-eyes.ts";
import { eyes, irisSize } from "../../../src/engine/swap/eyes.ts";
import { irisEllipse, liftIris, reach, spriteSide } from "../../../src/engine/swap/iris.ts";
import { levelForCells } from "../../../src/engine/swap/photo.ts";
import { sampleUv } from "../../../src/engine/swap/sample-uv.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const photo = createSyntheticHead(models.mesh, identities.ada).render({ scale: 14 }).picture;
const atlas = createFaceAtlas(models.mesh);
const target = createSyntheticHead(models.mesh, identities.bruno);

async function landmarksOf(picture: Raster): Promise<Float32Array> {
  const pyramid = createPyramid(picture);
  const [detection] = await detectFaces(models, pyramid, { tiles: true });
  const fit = await fitDetection(models, pyramid, detection);
  if (fit === undefined) throw new Error("No face in the picture.");
  return fit.landmarks;
}

/** Where both irises stand: shares of an eye's width to the right of and below the middle between its corners. */
async function gazeIn(picture: Raster): Promise<{ right: number; down: number }> {
  const points = await landmarksOf(picture);
  let right = 0;
  let down = 0;
  for (const { outerCorner: a, innerCorner: b, iris } of eyes) {
    const width = Math.abs(points[b * 3] - points[a * 3]);
    right += (points[iris * 3] - (points[a * 3] + points[b * 3]) / 2) / width / 2;
    down += (points[iris * 3 + 1] - (points[a * 3 + 1] + points[b * 3 + 1]) / 2) / width / 2;
  }
  return { right, down };
}

test("the new face looks where the target looks, sideways and up and down", async () => {
  const changes = { before: { right: 0, down: 0 }, after: { right: 0, down: 0 } };
  // Over several sizes: read in one, the vertical gaze is a third of itself off.
  for (const [scale, sign] of [14, 16, 20].flatMap((one) => [
    [one, -1] as const,
    [one, 1] as const,
  ])) {
    const gaze = { gazeRight: sign * 0.35, gazeDown: sign * 0.45 };
    const { picture } = target.render({ scale, width: 400, height: 400, ...gaze });
    const swapped = await swapStill({ target: picture, photo, models, atlas });
    const [before, after] = [await gazeIn(picture), await gazeIn(swapped)];
    changes.before.right += sign * before.right;
    changes.before.down += sign * before.down;
    changes.after.right += sign * after.right;
    changes.after.down += sign * after.down;
  }
  expect(changes.after.right).toBeGreaterThan(changes.before.right * 0.6);
  // Vertical gaze is read less surely than it is drawn: half of it goes to the lids.
  expect(changes.after.down).toBeGreaterThan(changes.before.down * 0.25);
}, 60_000);

/** How far two cells' colours are apart. */
function stepAt(colours: Float32Array, cell: number, other: number): number {
  return Math.abs(colours[cell * 3 + 1] - colours[other * 3 + 1]);
}

test("the white painted under an iris meets the lids without steps", async () => {
  const landmarks = await landmarksOf(photo);
  const size = 256;
  const grid = atlas.gridOf(size);
  const colours = new Float32Array(size * size * 3);
  sampleUv(grid, levelForCells(createPyramid(photo), landmarks, size), landmarks, colours);
  const opening = new Float32Array(size * size);
  const photographed = colours.slice();
  for (const eye of eyes) clearEye(grid, landmarks, eye, colours, opening);
  let [smooth, stepped] = [0, 0];
  for (const cell of grid.cells) {
    if (opening[cell] === 0) continue;
    for (const lid of [cell - 1, cell + 1, cell - size, cell + size]) {
      if (opening[lid] > 0 || stepAt(photographed, cell, lid) > 20) continue;
      smooth++;
      if (stepAt(colours, cell, lid) > 50) stepped++;
    }
  }
  expect(smooth).toBeGreaterThan(20);
  expect(stepped / smooth).toBeLessThan(0.02);
});

test("an iris is an ellipse through its rim, never flat where lids hide it", () => {
  const points = new Float32Array(478 * 3);
  const [eye] = eyes;
  const place = (offset: number, x: number, y: number) =>
    points.set([x, y], (eye.iris + offset) * 3);
  place(0, 50, 40);
  place(1, 60, 40);
  place(2, 50, 39);
  place(3, 40, 40);
  place(4, 50, 41);
  const { x, y, xx, xy, yy, radius } = irisEllipse(eye, points);
  expect([x, y, xy]).toEqual([50, 40, 0]);
  expect(xx * 10).toBeCloseTo(1, 5);
  expect(yy * 9).toBeCloseTo(1, 5);
  expect(radius).toBeCloseTo(9.5, 5);
});

test("what a lid hides of an iris is filled with what is seen as far from the pupil", () => {
  const side = 80;
  const data = new Uint8Array(side * side * 4);
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [(i % side) + 0.5, Math.floor(i / side) + 0.5];
    // A grey iris of radius 20 around (40, 40), under a bright lid that ends at y = 36.
    const iris = Math.hypot(x - 40, y - 40) < 20 ? 60 : 200;
    data.fill(y < 36 ? 250 : iris, i * 4, i * 4 + 3);
    data[i * 4 + 3] = 255;
  }
  const [eye] = eyes;
  const points = new Float32Array(478 * 3);
  eye.ring.forEach((point, i) => {
    const upper = i <= 8;
    const along = upper ? i / 8 : (16 - i) / 8;
    points.set([5 + along * 70, upper ? 36 : 70], point * 3);
  });
  const rim = [
    [40, 40],
    [60, 40],
    [40, 20],
    [20, 40],
    [40, 60],
  ];
  rim.forEach(([x, y], k) => points.set([x, y], (eye.iris + k) * 3));
  const pyramid = createPyramid({ width: side, height: side, data });
  const sprite = liftIris(pyramid, points, eye, [100, 100, 100], 1);
  const at = (right: number, down: number) => {
    const column = Math.floor((right / reach / 2 + 0.5) * spriteSide);
    const row = Math.floor((down / reach / 2 + 0.5) * spriteSide);
    return sprite.data[(row * spriteSide + column) * 3];
  };
  expect(at(0, 0.6)).toBeCloseTo(-40, 0);
  expect(at(0, -0.6)).toBeCloseTo(-40, 0);
  expect(at(-0.5, -0.4)).toBeCloseTo(-40, 0);
});

/** An eye 30 wide with an iris of this radius. */
function eyeWith(radius: number): Float32Array {
  const points = new Float32Array(478 * 3);
  const [eye] = eyes;
  points.set([30, 0, 0], eye.innerCorner * 3);
  points.set([15 + radius, 0, 0], (eye.iris + 1) * 3);
  points.set([15 - radius, 0, 0], (eye.iris + 3) * 3);
  return points;
}

test("an iris grows or shrinks with the photo's, within what looks like an eye", () => {
  expect(irisSize(eyes[0], eyeWith(6.6), eyeWith(6))).toBeCloseTo(1.1, 5);
  expect(irisSize(eyes[0], eyeWith(12), eyeWith(6))).toBe(1.2);
  expect(irisSize(eyes[0], eyeWith(3), eyeWith(6))).toBe(0.85);
});
