import { expect, test } from "vitest";
import { fitPose, normaliseShape } from "../../../src/engine/face/pose.ts";
import { paint } from "../../../src/engine/people/swap-people.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { createBaseMask, coverBrows } from "../../../src/engine/swap/base-mask.ts";
import { medianColours } from "../../../src/engine/swap/clip-appearance.ts";
import type { FaceFrame } from "../../../src/engine/swap/clip-appearance.ts";
import { createFrameMasker } from "../../../src/engine/swap/frame-mask.ts";
import { levelForCells, preparePhoto } from "../../../src/engine/swap/photo.ts";
import { planClip } from "../../../src/engine/swap/plan-clip.ts";
import { createClipSwap } from "../../../src/engine/swap/swap-clip.ts";
import { createStopwatch } from "../../../src/engine/swap/stopwatch.ts";
import { topology } from "../../../src/engine/face/topology.ts";
import { growBeard } from "../../support/grow-beard.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";
import { wearFringe } from "../../support/wear-fringe.ts";

const { mesh } = await faceModels();
const atlas = createFaceAtlas(mesh);
const { size } = atlas.grid;
const bruno = createSyntheticHead(mesh, identities.bruno);
const shot = bruno.render({ width: 240, height: 240, scale: 8, fineness: 1 });

/** Iris points beside the mesh's, which a drawn head does not have. */
function withIrises(points: Float32Array): Float32Array {
  const landmarks = new Float32Array(478 * 3);
  landmarks.set(points);
  return landmarks;
}

function faceFrame(picture: Raster, points: Float32Array, frame: number): FaceFrame {
  const landmarks = withIrises(points);
  const pose = fitPose(landmarks, mesh);
  const level = levelForCells(createPyramid(picture), landmarks, size);
  const colours = atlas.readColours(level, landmarks);
  return { frame, landmarks, pose, shape: normaliseShape(landmarks, pose), colours };
}

/** The picture with a green square over the subject's left cheek. */
function withCard({ picture, landmarks }: typeof shot): Raster {
  const data = picture.data.slice();
  const [x, y] = [Math.round(landmarks[280 * 3]), Math.round(landmarks[280 * 3 + 1])];
  for (let row = y - 12; row < y + 12; row++) {
    for (let column = x - 12; column < x + 12; column++) {
      data.set([20, 160, 60, 255], (row * picture.width + column) * 4);
    }
  }
  return { ...picture, data };
}

function cellOf(point: number): number {
  return Math.floor(mesh.uv[point * 2 + 1] * size) * size + Math.floor(mesh.uv[point * 2] * size);
}

const [rightCheek, leftCheek] = [cellOf(50), cellOf(280)];
const other = createSyntheticHead(mesh, identities.ada).render({
  width: 240,
  height: 240,
  scale: 8,
  fineness: 1,
});
const full = new Float32Array(size * size).fill(1);

test("what covers the face in some frames stays in front, and the rest of the face is replaced", () => {
  const clear = Array.from({ length: 5 }, (_, i) => faceFrame(shot.picture, shot.landmarks, i));
  const covered = faceFrame(withCard(shot), shot.landmarks, 5);
  const usual = medianColours([...clear, covered]);
  const { hairPrior } = atlas.regions;
  const base = createBaseMask(atlas, undefined);
  const maskFrame = createFrameMasker(atlas, { base, keep: full, usual, hairPrior });
  const open = maskFrame(clear[0]);
  expect(open.alpha[leftCheek]).toBeGreaterThan(0.95);
  const hidden = maskFrame(covered);
  expect(hidden.alpha[leftCheek]).toBeLessThan(0.05);
  expect(hidden.alpha[rightCheek]).toBeGreaterThan(0.95);
  expect(hidden.skin[leftCheek]).toBeLessThan(0.05);
});

/** Bruno's face in every picture of a clip replaced by Ada's. */
function play(clip: readonly Raster[]): Uint8Array[] {
  const faces = clip.map((picture, frame) => faceFrame(picture, shot.landmarks, frame));
  const photo = preparePhoto(
    atlas,
    createPyramid(other.picture),
    withIrises(other.landmarks),
    normaliseShape(withIrises(other.landmarks), fitPose(other.landmarks, mesh)),
  );
  const swap = createClipSwap(atlas, photo, faces, createStopwatch(undefined));
  return clip.map((picture, frame) => {
    const shown = { ...picture, data: picture.data.slice() };
    const edit = swap.draw(faces[frame], picture);
    if (edit !== undefined) paint(edit, shown);
    return shown.data;
  });
}

test("what passes before the face is sharp in its frame and leaves no shadow in the frames beside it", () => {
  const at = 4;
  const pictures = Array.from({ length: 9 }, (_, i) => (i === at ? withCard(shot) : shot.picture));
  const drawn = play(pictures);
  const without = play(pictures.map(() => shot.picture));
  const [x, y] = [280 * 3, 280 * 3 + 1].map((i) => Math.round(shot.landmarks[i]));
  let [inside, beside] = [0, 0];
  for (let row = y - 8; row < y + 8; row++) {
    for (let column = x - 8; column < x + 8; column++) {
      const green = (row * shot.picture.width + column) * 4 + 1;
      inside = Math.max(inside, Math.abs(drawn[at][green] - 160));
      for (const frame of [at - 1, at + 1]) {
        beside = Math.max(beside, Math.abs(drawn[frame][green] - without[frame][green]));
      }
    }
  }
  expect(inside).toBeLessThan(4);
  expect(beside).toBeLessThan(6);
});

/** A stroke of the subject's own skin colour, as a finger is, over one corner of the mouth and the cheek beside it. */
function withFinger({ picture, landmarks }: typeof shot): Raster {
  const data = picture.data.slice();
  const [x, y] = [Math.round(landmarks[291 * 3]), Math.round(landmarks[291 * 3 + 1])];
  for (let row = y - 14; row < y + 14; row++) {
    for (let column = x - 10; column < x + 24; column++) {
      data.set([235, 196, 170, 255], (row * picture.width + column) * 4);
    }
  }
  return { ...picture, data };
}

/** The lower lip near either corner. */
const [rightLip, leftLip] = [cellOf(146), cellOf(375)];

test("a finger over the mouth stays in front of the lips, and lips that open or smile are replaced", () => {
  const clear = Array.from({ length: 5 }, (_, i) => faceFrame(shot.picture, shot.landmarks, i));
  const usual = medianColours(clear);
  const hairPrior = new Float32Array(size * size);
  const base = createBaseMask(atlas, undefined);
  const maskFrame = createFrameMasker(atlas, { base, keep: full, usual, hairPrior });
  const { alpha } = maskFrame(faceFrame(withFinger(shot), shot.landmarks, 5));
  expect(alpha[leftLip]).toBeLessThan(0.15);
  expect(alpha[rightLip]).toBeGreaterThan(0.95);
  for (const mood of [{ mouth: 1 }, { smile: 1 }, { mouth: 0.6, smile: 0.5 }]) {
    const acted = bruno.render({ width: 240, height: 240, scale: 8, fineness: 1, ...mood });
    const open = maskFrame(faceFrame(acted.picture, acted.landmarks, 6)).alpha;
    expect(open[leftLip]).toBeGreaterThan(0.95);
    expect(open[rightLip]).toBeGreaterThan(0.95);
  }
});

test("a part of the photo that is covered is filled from the other half of the face", () => {
  const landmarks = withIrises(shot.landmarks);
  const shape = normaliseShape(landmarks, fitPose(landmarks, mesh));
  const dark: Raster = { ...shot.picture, data: shot.picture.data.slice() };
  // Hair over the subject's left temple, down to the cheek bone.
  const [x, y] = [Math.round(landmarks[251 * 3]), Math.round(landmarks[251 * 3 + 1])];
  for (let row = y - 20; row < y + 16; row++) {
    for (let column = x - 8; column < x + 30; column++) {
      dark.data.set([24, 18, 14, 255], (row * dark.width + column) * 4);
    }
  }
  const photo = preparePhoto(atlas, createPyramid(dark), landmarks, shape);
  const filled = cellOf(251) - 6;
  expect(photo.mirror?.share[filled] ?? 0).toBeGreaterThan(0.8);
  expect(photo.keep[filled]).toBeGreaterThan(0.8);
  expect(photo.colours[filled * 3]).toBeGreaterThan(100);
});

test("an object over the photo's chin is not copied: the target keeps its own chin there", () => {
  const landmarks = withIrises(shot.landmarks);
  const shape = normaliseShape(landmarks, fitPose(landmarks, mesh));
  const microphone: Raster = { ...shot.picture, data: shot.picture.data.slice() };
  const [x, y] = [Math.round(landmarks[152 * 3]), Math.round(landmarks[152 * 3 + 1])];
  for (let row = y - 12; row <= y + 12; row++) {
    for (let column = x - 12; column <= x + 12; column++) {
      if (Math.hypot(column - x, row - y) > 12) continue;
      microphone.data.set([70, 72, 78, 255], (row * microphone.width + column) * 4);
    }
  }
  const chin = cellOf(175);
  const bare = preparePhoto(atlas, createPyramid(shot.picture), landmarks, shape);
  expect(bare.keep[chin]).toBeGreaterThan(0.9);
  const photo = preparePhoto(atlas, createPyramid(microphone), landmarks, shape);
  expect(photo.keep[chin]).toBeLessThan(0.1);
  expect(photo.keep[rightCheek]).toBeGreaterThan(0.9);
  const plan = planClip(atlas, photo, [faceFrame(shot.picture, shot.landmarks, 0)], 0);
  expect(plan.alphas[0]?.[chin]).toBeLessThan(0.1);
});

test("a beard on the chin of the photo is copied, though there is no moustache", () => {
  const landmarks = withIrises(shot.landmarks);
  const shape = normaliseShape(landmarks, fitPose(landmarks, mesh));
  const bearded = createPyramid(growBeard(shot, identities.bruno));
  expect(preparePhoto(atlas, bearded, landmarks, shape).keep[cellOf(175)]).toBeGreaterThan(0.9);
});

test("brows under a fringe in the photo are not drawn: the target's own move to where the photo's lie", () => {
  const landmarks = withIrises(shot.landmarks);
  const lowered = normaliseShape(landmarks, fitPose(landmarks, mesh));
  for (const point of [...topology.rightBrow, ...topology.leftBrow]) lowered[point * 3 + 1] += 0.5;
  const photo = preparePhoto(atlas, createPyramid(wearFringe(shot)), landmarks, lowered);
  expect(photo.browsHidden).toBe(true);
  const clip = [faceFrame(shot.picture, shot.landmarks, 0)];
  const plan = planClip(atlas, photo, clip, 0);
  expect(plan.own?.[cellOf(105)]).toBe(1);
  expect(plan.own?.[rightCheek]).toBe(0);
  expect(plan.alphas[0]?.[rightCheek]).toBeGreaterThan(0.95);
  const swap = createClipSwap(atlas, photo, clip, createStopwatch(undefined));
  const edit = swap.draw(clip[0], shot.picture);
  const result = { ...shot.picture, data: shot.picture.data.slice() };
  if (edit !== undefined) paint(edit, result);
  const [before, after] = [shot.picture, result].map(browsIn);
  // The same brows, a third of a centimetre lower: neither painted over nor a second pair.
  expect(after.area / before.area).toBeGreaterThan(0.7);
  expect(after.area / before.area).toBeLessThan(1.2);
  expect(after.height - before.height).toBeGreaterThan(0.25 * clip[0].pose.scale);
  expect(after.height - before.height).toBeLessThan(0.4 * clip[0].pose.scale);
});

/** How many pixels above the eyes are as dark as Bruno's brows are, and their mean y. */
function browsIn({ width, data }: Raster) {
  const [right, left] = [63, 293].map((point) => Math.round(shot.landmarks[point * 3]));
  const [top, bottom] = [151, 159].map((point) => Math.round(shot.landmarks[point * 3 + 1]));
  let [area, sum] = [0, 0];
  for (let row = top; row < bottom - 4; row++) {
    for (let column = right; column < left; column++) {
      if (data[(row * width + column) * 4 + 1] > 90) continue;
      area++;
      sum += row;
    }
  }
  return { area, height: sum / area };
}

test("hair that hangs over one brow, and over the outer end of the other, hides none: one is enough", () => {
  const landmarks = withIrises(shot.landmarks);
  const shape = normaliseShape(landmarks, fitPose(landmarks, mesh));
  const [middle, end] = [landmarks[168 * 3], landmarks[63 * 3]];
  const swept = createPyramid(wearFringe(shot, (x) => x > middle || x < end));
  expect(preparePhoto(atlas, swept, landmarks, shape).browsHidden).toBe(false);
});

test("strong brows of the photo are drawn whole, though they reach past their landmarks", () => {
  const landmarks = withIrises(shot.landmarks);
  const shape = normaliseShape(landmarks, fitPose(landmarks, mesh));
  const strong: Raster = { ...shot.picture, data: shot.picture.data.slice() };
  const upperEdges = [
    [63, 105, 66, 107],
    [293, 334, 296, 336],
  ];
  for (const point of upperEdges.flat()) {
    const [x, y] = [Math.round(landmarks[point * 3]), Math.round(landmarks[point * 3 + 1])];
    for (let row = y - 7; row <= y + 4; row++) {
      for (let column = x - 7; column <= x + 7; column++) {
        strong.data.set([30, 24, 20, 255], (row * strong.width + column) * 4);
      }
    }
  }
  const photo = preparePhoto(atlas, createPyramid(strong), landmarks, shape);
  expect(photo.browsHidden).toBe(false);
  for (const point of [105, 66, 334, 296]) {
    expect(photo.keep[cellOf(point)]).toBeGreaterThan(0.8);
  }
});

test("both the target's brows and the photo's are painted over, wherever the shape moves them", () => {
  const delta = new Float32Array(468 * 3);
  const still = coverBrows(atlas, delta);
  for (let i = 1; i < delta.length; i += 3) delta[i] = 0.5;
  const lowered = coverBrows(atlas, delta);
  const [rightBrow, leftBrow] = [cellOf(105), cellOf(334)];
  for (const { mask } of [still, lowered]) {
    expect(mask[rightBrow]).toBeGreaterThan(0.9);
    expect(mask[leftBrow]).toBeGreaterThan(0.9);
  }
  // Photo brows lower by half a centimetre: the target's own stick out above them.
  expect(lowered.top).toBeLessThan(still.top - 0.02);
});

test("a clip that shows the photo's own person moves no point and replaces the cheeks wholly", () => {
  const clip = [faceFrame(shot.picture, shot.landmarks, 0)];
  const { landmarks, shape } = clip[0];
  const photo = preparePhoto(atlas, createPyramid(shot.picture), landmarks, shape);
  expect(photo.browsHidden).toBe(false);
  const plan = planClip(atlas, photo, clip, 0);
  expect(Math.max(...plan.delta.map(Math.abs))).toBeLessThan(1e-5);
  expect(plan.alphas[0]?.[rightCheek]).toBeGreaterThan(0.95);
});
