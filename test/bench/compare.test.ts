import { describe, expect, test } from "vitest";
import { LANDMARKS } from "../../src/engine/face/landmarks.ts";
import { blankRaster } from "../../src/engine/raster.ts";
import { applyEdit, maskEdit } from "./engine-quality/apply-edit.ts";
import { compareFaces } from "./engine-quality/compare-faces.ts";
import { compareOutside } from "./engine-quality/compare-outside.ts";
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

  test("a clip of which half shows somebody else is its own person in a third of its pairs", () => {
    const clip = [0, 0, 1, 1].map((other) => face(0, 0, 90, [1 - other, other]));
    const { among } = compareFaces(photo, clip, clip);
    expect(among?.samePerson).toBeCloseTo(1 / 3);
    expect(among?.distance).toBeCloseTo((2 / 3) * Math.SQRT2);
    expect(compareFaces(photo, clip.slice(0, 1), clip.slice(0, 1)).among).toBeUndefined();
  });

  test("a face moved by 3 pixels has a landmark error of 5 % of 60 pixels between the eyes", () => {
    const figures = compareFaces(photo, [face(0, 0, 90, [1, 0])], [face(3, 0, 90, [1, 0])]);
    expect(figures.landmarkError).toBeCloseTo(5);
  });

  test("eyes that never move have no correlation", () => {
    const clip = [0, 1, 2].map((time) => face(time, time, 90, [1, 0]));
    expect(compareFaces(photo, clip, clip).eyes.correlation).toBeUndefined();
  });

  test("an opening moves clearly when it does so three times as much as two readings differ", () => {
    const clip = [0, 0.3, 0, 0.3].map((mouth) => face(0, mouth, 90, [1, 0]));
    const readAgain = (doubt: number) =>
      clip.map(({ openness: { mouth } }, time) =>
        face(0, mouth + doubt * (time < 2 ? 1 : -1), 90, [1, 0]),
      );
    const figures = (doubt: number) => compareFaces(photo, clip, clip, readAgain(doubt)).mouth;
    expect(figures(0.04).clearCorrelation).toBeCloseTo(1);
    expect(figures(0.06).clearCorrelation).toBeUndefined();
    expect(figures(0.06).correlation).toBeCloseTo(1);
    expect(figures(0).readTwice).toBeCloseTo(1);
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

  test("an edit covers its opaque pixels only, and nothing beyond the frame", () => {
    const patch = blankRaster(2, 1);
    patch.data.set([1, 2, 3, 255], 4);
    expect([...maskEdit(blankRaster(3, 1), { x: 0, y: 0, patch })]).toEqual([0, 1, 0]);
    expect([...maskEdit(blankRaster(3, 1), { x: 2, y: 0, patch })]).toEqual([0, 0, 0]);
    const edited = applyEdit(blankRaster(2, 1), { x: 0, y: 0, patch });
    expect([...edited.data]).toEqual([0, 0, 0, 0, 1, 2, 3, 255]);
  });

  test("applying an edit leaves the frame itself alone", () => {
    const frame = { width: 1, height: 1, data: Buffer.alloc(4) };
    const patch = { width: 1, height: 1, data: Uint8Array.of(9, 9, 9, 255) };
    applyEdit(frame, { x: 0, y: 0, patch });
    expect([...frame.data]).toEqual([0, 0, 0, 0]);
  });

  test("a frame without an edit is covered nowhere", () => {
    expect([...maskEdit(blankRaster(2, 1), undefined)]).toEqual([0, 0]);
  });
});
