import { describe, expect, test } from "vitest";
import { encodeGif } from "../../../src/engine/gif/encode-gif.ts";
import { blankRaster } from "../../../src/engine/raster.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import { differingPixels, framesBySharp, framesOf } from "../../support/gif-frames.ts";
import { gifOf } from "../../support/make-gif.ts";

function painted(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly number[],
): Raster {
  const raster = blankRaster(width, height);
  for (let at = 0; at < width * height; at++) {
    raster.data.set(colour(at % width, Math.floor(at / width)), at * 4);
  }
  return raster;
}

const drawing = (shift: number) =>
  painted(40, 30, (x, y) => [((x + shift) >> 3) * 40, (y >> 2) * 30, 90, 255]);
const photo = (shift: number) =>
  painted(64, 48, (x, y) => [
    (x * 4 + shift) & 255,
    (y * 5 + x) & 255,
    (x * y + shift * 9) & 255,
    255,
  ]);
const hole = (radius: number) =>
  painted(32, 32, (x, y) => [200, 40, 60, Math.hypot(x - 16, y - 16) < radius ? 0 : 255]);

const noise = (x: number, y: number) => [
  (Math.imul(x * 131 + y * 7919, 0x9e37_79b1) >>> 30) * 60 + 10,
  90,
  60,
  255,
];

const dot = (at: number) =>
  painted(100, 100, (x, y) => (x === at && y === 50 ? [255, 255, 255, 255] : [10, 20, 30, 255]));

describe("a GIF made of pictures", () => {
  test("with up to 255 colours a frame shows them exactly, to us and to sharp", async () => {
    const rasters = [0, 3, 6, 6, 9].map(drawing);
    const gif = gifOf(rasters);
    const ours = framesOf(gif);
    const theirs = await framesBySharp(gif);
    for (const [index, raster] of rasters.entries()) {
      expect(differingPixels(ours[index], raster.data)).toBe(0);
      expect(differingPixels(theirs[index], raster.data)).toBe(0);
    }
  });

  test("keeps a frame that equals the one before it", () => {
    expect(readGifBlocks(gifOf([drawing(0), drawing(0), drawing(0)])).frames).toHaveLength(3);
  });

  test("keeps each delay and the loop count", () => {
    const frames = [0, 1, 7, 300].map((delayCs) => ({ raster: drawing(delayCs), delayCs }));
    const gif = readGifBlocks(encodeGif({ width: 40, height: 30, loop: 2, frames }));
    expect(gif.frames.map((frame) => frame.delayCs)).toEqual([0, 1, 7, 300]);
    expect(gif.loop).toBe(2);
    expect(readGifBlocks(encodeGif({ width: 40, height: 30, frames })).loop).toBeUndefined();
  });

  test("shows what becomes transparent as transparent", async () => {
    const rasters = [hole(0), hole(4), hole(12), hole(2), hole(2)];
    const gif = gifOf(rasters);
    const ours = framesOf(gif);
    const theirs = await framesBySharp(gif);
    for (const [index, raster] of rasters.entries()) {
      expect(differingPixels(ours[index], raster.data)).toBe(0);
      expect(differingPixels(theirs[index], raster.data)).toBe(0);
    }
  });

  test("with many colours comes near to each", () => {
    const rasters = [0, 5, 10].map(photo);
    for (const [index, canvas] of framesOf(gifOf(rasters)).entries()) {
      let squares = 0;
      for (const [at, value] of canvas.entries()) squares += (value - rasters[index].data[at]) ** 2;
      const psnr = 10 * Math.log10(255 ** 2 / (squares / ((canvas.length * 3) / 4)));
      expect(psnr).toBeGreaterThan(27);
    }
  });

  test("draws what stays again where that is shorter", () => {
    // A quarter of the noise is even already: drawn with the rest, it takes no code of its own.
    const [still, moved] = [painted(120, 80, noise), painted(120, 80, () => [10, 90, 60, 255])];
    const gif = gifOf([still, moved, still, moved]);
    for (const [index, canvas] of framesOf(gif).entries()) {
      expect(differingPixels(canvas, [still, moved][index % 2].data)).toBe(0);
    }
    const [, second] = readGifBlocks(gif).frames;
    // To leave just these out would take at least eight tenths of a bit for each pixel.
    expect(second.data.end - second.data.start).toBeLessThan((120 * 80) / 40);
  });

  test("draws only what changes", () => {
    const [, second] = readGifBlocks(gifOf([dot(10), dot(12)])).frames;
    expect(second).toMatchObject({ x: 10, y: 50, width: 3, height: 1 });
  });

  test("draws its first frame over the whole screen, since some readers show black round a smaller one", async () => {
    const ring = painted(20, 20, (x, y) => [90, 20, 160, Math.hypot(x - 9, y - 9) < 6 ? 255 : 0]);
    const gif = gifOf([ring, ring]);
    expect(readGifBlocks(gif).frames[0]).toMatchObject({ x: 0, y: 0, width: 20, height: 20 });
    for (const canvas of await framesBySharp(gif)) {
      expect(differingPixels(canvas, ring.data)).toBe(0);
    }
  });

  test("may be given one raster that is painted anew for every frame", () => {
    const raster = blankRaster(40, 30);
    function* frames() {
      for (const shift of [0, 8, 16]) {
        raster.data.set(drawing(shift).data);
        yield { raster, delayCs: 5 };
      }
    }
    const shown = framesOf(encodeGif({ width: 40, height: 30, loop: 0, frames: frames() }));
    for (const [index, shift] of [0, 8, 16].entries()) {
      expect(differingPixels(shown[index], drawing(shift).data)).toBe(0);
    }
  });

  test("needs frames, all of the clip's size", () => {
    expect(() => encodeGif({ width: 4, height: 4, frames: [] })).toThrow(RangeError);
    const frames = [{ raster: blankRaster(4, 5), delayCs: 1 }];
    expect(() => encodeGif({ width: 4, height: 4, frames })).toThrow("4×5, not 4×4");
  });
});
