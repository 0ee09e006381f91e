import { expect, test } from "vitest";
import { findLandmarks, fitDetection } from "../../src/engine/face/find-landmarks.ts";
import { detectFaces } from "../../src/engine/face/detect.ts";
import type { Landmarks } from "../../src/engine/face/landmarks.ts";
import { measureOpenness } from "../../src/engine/face/openness.ts";
import { fitPose, normaliseShape } from "../../src/engine/face/pose.ts";
import { regionOfLandmarks } from "../../src/engine/face/region.ts";
import { compositeFrames } from "../../src/engine/gif/composite.ts";
import { createPyramid } from "../../src/engine/pyramid.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { swapGif } from "../../src/engine/swap-gif.ts";
import type { SwapStep } from "../../src/engine/swap-gif.ts";
import { createFaceAtlas } from "../../src/engine/swap/atlas.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { faceModels } from "../support/face-models.ts";
import { gifOf } from "../support/make-gif.ts";
import { landscape } from "../support/pictures.ts";
import { createSyntheticHead, identities } from "../support/synthetic-head.ts";
import type { HeadOptions } from "../support/synthetic-head.ts";

const models = await faceModels();
const ada = createSyntheticHead(models.mesh, identities.ada);
const bruno = createSyntheticHead(models.mesh, identities.bruno);
const size = { width: 240, height: 240, scale: 8, fineness: 1 };
const photo = ada.render({ width: 400, height: 400, scale: 13 }).picture;

const acting: HeadOptions[] = Array.from({ length: 16 }, (_, frame) => ({
  ...size,
  yaw: 0.3 * Math.sin(frame / 3),
  pitch: 0.08 * Math.cos(frame / 4),
  mouth: 0.5 - 0.5 * Math.cos(frame / 2),
  blink: frame === 4 || frame === 11 ? 1 : frame === 5 || frame === 12 ? 0.5 : 0,
}));
const acted = acting.map((options) => bruno.render(options));
const actedGif = gifOf(
  acted.map(({ picture }) => picture),
  { delayCs: 7, loop: 3 },
);
const swapped = await swapGif({ target: actedGif, photo, models });

function framesOf(gif: Uint8Array): Raster[] {
  return Array.from(compositeFrames(readGifBlocks(gif)), ({ canvas }) => ({
    ...canvas,
    data: canvas.data.slice(),
  }));
}

async function landmarksIn(picture: Raster, around: Landmarks): Promise<Landmarks> {
  const fit = await findLandmarks(models, createPyramid(picture), regionOfLandmarks(around));
  return fit.landmarks;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What the actor was told to do, frame by frame. */
function told(key: "mouth" | "blink" | "yaw"): number[] {
  return acting.map((options) => options[key] ?? 0);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [meanOf(a), meanOf(b)];
  const sum = (f: (x: number, y: number) => number) =>
    a.reduce((total, x, i) => total + f(x - ma, b[i] - mb), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}

/** Mean green of the cheeks between eye and mouth. */
function cheekBrightness(picture: Raster, landmarks: Landmarks): number {
  const cheekPoints = [50, 280, 205, 425, 101, 330];
  const values = cheekPoints.map((point) => {
    const [x, y] = [Math.round(landmarks[point * 3]), Math.round(landmarks[point * 3 + 1])];
    return picture.data[(y * picture.width + x) * 4 + 1];
  });
  return meanOf(values);
}

/** Widths of nose, eye and the bridge between the eyes, and the nose's length, in centimetres. */
function proportions(landmarks: Landmarks): number[] {
  const shape = normaliseShape(landmarks, fitPose(landmarks, models.mesh));
  const pairs = [
    [48, 278],
    [133, 362],
    [33, 133],
    [168, 2],
  ];
  return pairs.map(([a, b]) =>
    Math.hypot(shape[a * 3] - shape[b * 3], shape[a * 3 + 1] - shape[b * 3 + 1]),
  );
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, i) => value - b[i]));
}

function dimmed(picture: Raster, factor: number): Raster {
  const data = picture.data.map((value, i) => (i % 4 === 3 ? value : value * factor));
  return { ...picture, data };
}

test("every frame gets the new face, and mouth, lids and head move as they did", async () => {
  expect(swapped).toMatchObject({ frames: 16, framesSwapped: 16 });
  const found = await Promise.all(
    framesOf(swapped.bytes).map((frame, i) => landmarksIn(frame, acted[i].landmarks)),
  );
  const openness = found.map(measureOpenness);
  const mouths = openness.map(({ mouth }) => mouth);
  const lids = openness.map(({ leftEye, rightEye }) => leftEye + rightEye);
  const yaws = found.map((landmarks) => fitPose(landmarks, models.mesh).yaw);
  expect(correlation(mouths, told("mouth"))).toBeGreaterThan(0.9);
  expect(correlation(lids, told("blink"))).toBeLessThan(-0.9);
  expect(correlation(yaws, told("yaw"))).toBeGreaterThan(0.98);
});

test("the new face has the photo's proportions, not the target's", async () => {
  const [detection] = await detectFaces(models, createPyramid(photo), { tiles: false });
  const inPhoto = await fitDetection(models, createPyramid(photo), detection);
  if (inPhoto === undefined) throw new Error("no landmarks in the photo");
  const before = proportions(await landmarksIn(acted[0].picture, acted[0].landmarks));
  const [result] = framesOf(swapped.bytes);
  const after = proportions(await landmarksIn(result, acted[0].landmarks));
  const wanted = proportions(inPhoto.landmarks);
  expect(distance(after, wanted)).toBeLessThan(distance(before, wanted) * 0.75);
});

test("pixels outside the face, delays and loop are the target's", () => {
  const [before, after] = [readGifBlocks(actedGif), readGifBlocks(swapped.bytes)];
  expect(after.loop).toBe(before.loop);
  expect(after.frames.map((frame) => frame.delayCs)).toEqual(before.frames.map((f) => f.delayCs));
  const originals = framesOf(actedGif);
  framesOf(swapped.bytes).forEach((frame, i) => {
    const { landmarks } = acted[i];
    const xs = landmarks.filter((_, k) => k % 3 === 0);
    const ys = landmarks.filter((_, k) => k % 3 === 1);
    const [left, right] = [Math.min(...xs) - 3, Math.max(...xs) + 3];
    const [top, bottom] = [Math.min(...ys) - 3, Math.max(...ys) + 3];
    let outside = 0;
    let inside = 0;
    for (let p = 0; p < frame.data.length; p += 4) {
      const same = [0, 1, 2, 3].every((c) => frame.data[p + c] === originals[i].data[p + c]);
      if (same) continue;
      const x = ((p / 4) % frame.width) + 0.5;
      const y = Math.floor(p / 4 / frame.width) + 0.5;
      if (x < left || x > right || y < top || y > bottom) outside++;
      else inside++;
    }
    expect(outside).toBe(0);
    expect(inside).toBeGreaterThan(2000);
  });
});

test("frames without a face are copied byte for byte", async () => {
  const scene = landscape(size.width, size.height);
  const pictures = [scene, acted[0].picture, acted[1].picture, scene, scene];
  const target = gifOf(pictures);
  const { bytes, framesSwapped } = await swapGif({ target, photo, models });
  expect(framesSwapped).toBe(2);
  const [before, after] = [readGifBlocks(target), readGifBlocks(bytes)];
  for (const i of [0, 4]) {
    const [a, b] = [before.frames[i].image, after.frames[i].image];
    expect(bytes.slice(b.start, b.end)).toEqual(target.slice(a.start, a.end));
  }
  expect(framesOf(bytes)[3].data).toEqual(framesOf(target)[3].data);
});

test("a face that was away for long is swapped again when it is back", async () => {
  const shots = acted.slice(0, 3).map(({ picture }) => picture);
  const gone = Array.from({ length: 12 }, () => bruno.render({ ...size, x: 5 }).picture);
  const target = gifOf([...shots, ...gone, ...shots]);
  expect(await swapGif({ target, photo, models })).toMatchObject({ frames: 18, framesSwapped: 6 });
});

test("a GIF of one frame is swapped", async () => {
  const target = gifOf([acted[2].picture]);
  const { frames, framesSwapped, bytes } = await swapGif({ target, photo, models });
  expect({ frames, framesSwapped }).toEqual({ frames: 1, framesSwapped: 1 });
  expect(framesOf(bytes)[0].data).not.toEqual(framesOf(target)[0].data);
});

test("the new face is as bright as the target, however bright the photo is", async () => {
  const { picture, landmarks } = acted[0];
  const swapOne = async (target: Raster, face: Raster) => {
    const { bytes } = await swapGif({ target: gifOf([target]), photo: face, models });
    return cheekBrightness(framesOf(bytes)[0], landmarks);
  };
  const usual = await swapOne(picture, photo);
  const inDimRoom = await swapOne(dimmed(picture, 0.6), photo);
  const fromDimPhoto = await swapOne(picture, dimmed(photo, 0.6));
  expect(inDimRoom / usual).toBeCloseTo(0.6, 1);
  expect(fromDimPhoto / usual).toBeCloseTo(1, 1);
  // Not quite: how light cheeks are against the rest of a face comes from the photo.
  expect(Math.abs(usual / cheekBrightness(picture, landmarks) - 1)).toBeLessThan(0.1);
});

test("swaps that share what follows from the mesh do not touch each other", async () => {
  const atlas = createFaceAtlas(models.mesh);
  for (let swap = 0; swap < 2; swap += 1) {
    const { bytes } = await swapGif({ target: actedGif, photo, models, atlas });
    expect(Buffer.compare(bytes, swapped.bytes)).toBe(0);
  }
});

test("a target or a photo without a face is refused by name", async () => {
  const nobody = landscape(200, 160);
  const target = gifOf([nobody, nobody]);
  await expect(swapGif({ target, photo, models })).rejects.toMatchObject({
    name: "UserError",
    code: "NO_FACE_IN_TARGET",
  });
  await expect(swapGif({ target: actedGif, photo: nobody, models })).rejects.toMatchObject({
    name: "UserError",
    code: "NO_FACE_IN_PHOTO",
  });
});

test("progress counts frames found, then frames drawn, and a clock gives the time of each stage", async () => {
  const steps: SwapStep[] = [];
  let ticks = 0;
  const { stages } = await swapGif({
    target: gifOf([acted[0].picture, acted[1].picture]),
    photo,
    models,
    onProgress: (step) => steps.push(step),
    now: () => ticks++,
  });
  expect(steps).toEqual([
    { stage: "finding", done: 1, of: 2 },
    { stage: "finding", done: 2, of: 2 },
    { stage: "drawing", done: 1, of: 2 },
    { stage: "drawing", done: 2, of: 2 },
  ]);
  expect(Object.keys(stages ?? {})).toEqual(
    expect.arrayContaining(["photo", "decode", "track", "plan", "rasterise", "shade", "encode"]),
  );
  expect(swapped.stages).toBeUndefined();
});
