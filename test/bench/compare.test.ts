import { describe, expect, test } from "vitest";
import { LANDMARKS } from "../../src/engine/face/landmarks.ts";
import { blankRaster } from "../../src/engine/raster.ts";
import { compareFaces } from "./engine-quality/compare-faces.ts";
import { compareOutside } from "./engine-quality/compare-outside.ts";
import { maskFaces } from "./engine-quality/face-mask.ts";
import type { FaceReading } from "./engine-quality/read-face.ts";

/** A face 100 pixels wide, 60 between the eyes, all of it moved by `shift` pixels. */
function face(shift: number, mouth: number, skin: number, descriptor: number[]): FaceReading {
  const landmarks = new Float32Array(LANDMARKS * 3);
  const place = (point: number, x: number, y: number) => landmarks.set([x, y, 0], point * 3);
  place(234, 0, 50);
  place(454, 100, 50);
  place(33, 20, 40);
  place(263, 80, 40);
  for (let at = 0; at < landmarks.length; at += 3) landmarks[at] += shift;
  return {
    landmarks,
    openness: { mouth, rightEye: 0.3, leftEye: 0.3 },
    skin: Float32Array.of(skin),
    descriptor: Float32Array.from(descriptor),
  };
}

const photo = Float32Array.of(0, 1);

describe("comparing faces", () => {
  test("a clip differs from itself by nothing", () => {
    const clip = [0, 0.2, 0.5, 0.1].map((mouth, time) => face(time ** 2, mouth, 90 + time, [1, 0]));
    const figures = compareFaces(photo, clip, clip);
    expect(figures.toOriginal).toBe(0);
    expect(figures.toPhoto).toBe(figures.base);
    expect(figures.landmarkError).toBe(0);
    expect(figures.mouth.error).toBe(0);
    expect(figures.mouth.correlation).toBeCloseTo(1);
    expect(figures.jitter?.result).toBe(figures.jitter?.original);
    expect(figures.flicker?.result).toBe(figures.flicker?.original);
  });

  test("a result that is the photo's person is at 0 from the photo", () => {
    const before = [face(0, 0, 90, [1, 0])];
    const after = [face(0, 0, 90, [0, 1])];
    const figures = compareFaces(photo, before, after);
    expect(figures.toPhoto).toBe(0);
    expect(figures.toOriginal).toBeCloseTo(Math.SQRT2);
    expect(figures.samePerson).toBe(1);
  });

  test("a face moved by 3 pixels has a landmark error of 5 % of 60 pixels between the eyes", () => {
    const figures = compareFaces(photo, [face(0, 0, 90, [1, 0])], [face(3, 0, 90, [1, 0])]);
    expect(figures.landmarkError).toBeCloseTo(5);
  });

  test("eyes that never move have no correlation", () => {
    const clip = [0, 1, 2].map((time) => face(time, time, 90, [1, 0]));
    expect(compareFaces(photo, clip, clip).eyes.correlation).toBeUndefined();
  });

  test("frames without the face on either side are left out and counted", () => {
    const seen = face(0, 0, 90, [1, 0]);
    const figures = compareFaces(photo, [seen, seen, undefined], [seen, undefined, seen]);
    expect(figures.frames).toBe(2);
    expect(figures.framesFound).toBe(1);
  });
});

describe("comparing what is outside the face", () => {
  test("only pixels outside the mask count", () => {
    const before = blankRaster(2, 1);
    const after = blankRaster(2, 1);
    after.data.set([9, 9, 9, 255], 0);
    const inside = compareOutside([before], [after], [Uint8Array.of(1, 0)]);
    expect(inside.changed).toBe(0);
    expect(inside.psnr).toBe(Infinity);
    const outside = compareOutside([before], [after], [Uint8Array.of(0, 1)]);
    expect(outside).toMatchObject({ pixels: 1, changed: 1, largest: 255 });
  });

  test("the mask covers the hull of a face with a margin and nothing far from it", () => {
    const { landmarks } = face(50, 0, 90, []);
    const mask = maskFaces(200, 100, [landmarks]);
    const inside = (x: number, y: number) => mask[y * 200 + x] === 1;
    expect(inside(100, 45)).toBe(true);
    // The ear is at x = 150; the margin is 4 % of 100 pixels.
    expect(inside(152, 50)).toBe(true);
    expect(inside(157, 50)).toBe(false);
    expect(inside(100, 80)).toBe(false);
  });

  test("a frame without a face has an empty mask", () => {
    expect(maskFaces(4, 4, []).every((value) => value === 0)).toBe(true);
  });
});
