import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editGif } from "../../../src/engine/gif/edit-gif.ts";
import { colourDistance } from "../../../src/engine/gif/nearest-colour.ts";
import { blankRaster } from "../../../src/engine/raster.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import type { GifBlocks } from "../../../src/media/gif-blocks.ts";
import { expectOnlyPatched, patchAt, rectWithin, withEdits } from "../../support/gif-edits.ts";
import {
  differingPixels,
  framesBySharp,
  framesOf,
  noCeilings,
  pixelAt,
} from "../../support/gif-frames.ts";
import { cutOff, makeGif, manyColours } from "../../support/make-gif.ts";
import type { Colour, MadeFrame, MadeGif } from "../../support/make-gif.ts";

const WIDTH = 40;
const HEIGHT = 30;

const madeFrame = fc
  .record({
    rect: rectWithin(WIDTH, HEIGHT),
    disposal: fc.integer({ min: 0, max: 4 }),
    delayCs: fc.nat(20),
    stride: fc.integer({ min: 1, max: 9 }),
    colours: fc.constantFrom(2, 7, 60, 256),
    local: fc.boolean(),
    interlaced: fc.boolean(),
    transparent: fc.option(fc.nat(1), { nil: undefined }),
  })
  .map(({ stride, colours, local, transparent, ...rest }): MadeFrame => ({
    ...rest,
    paint: (x, y) => ((x >> 1) * stride + (y >> 1) * 5) % colours,
    ...(local ? { palette: manyColours(colours) } : {}),
    ...(transparent === undefined ? {} : { transparent }),
  }));

const madeGif = fc
  .record({
    frames: fc.array(madeFrame, { minLength: 1, maxLength: 6 }),
    loop: fc.option(fc.nat(65_535), { nil: undefined }),
  })
  .map(({ frames, loop }): MadeGif => ({
    width: WIDTH,
    height: HEIGHT,
    palette: manyColours(256),
    frames,
    ...(loop === undefined ? {} : { loop }),
  }));

const madeEdits = fc.array(
  fc.option(
    fc.tuple(rectWithin(WIDTH, HEIGHT), fc.nat(255)).map(([rect, tint]) => patchAt(rect, tint)),
    { nil: undefined },
  ),
  { maxLength: 6 },
);

/** All 256 indexes, 16 to a row. */
const all256 = (x: number, y: number) => (y * 16 + x) & 255;

describe("a surgical edit", () => {
  test("changes no pixel, delay, disposal, loop or transparency but those of its patches", () => {
    let outside = 0;
    let pixels = 0;
    fc.assert(
      fc.property(madeGif, madeEdits, (made, edits) => {
        const gif = readGifBlocks(makeGif(made), noCeilings);
        // Full local tables that change from frame to frame can leave no slot for a colour that has to come back.
        outside += expectOnlyPatched(gif, withEdits(gif, edits), edits);
        pixels += gif.frames.length * WIDTH * HEIGHT;
      }),
      { numRuns: 120, seed: 4 },
    );
    expect(outside / pixels).toBeLessThan(0.0005);
  });

  test("changes no pixel outside at all when frames share one table", () => {
    const oneTable = madeGif.map(({ frames, ...made }) => ({
      ...made,
      frames: frames.map((frame) => ({ ...frame, palette: undefined })),
    }));
    fc.assert(
      fc.property(oneTable, madeEdits, (made, edits) => {
        const gif = readGifBlocks(makeGif(made), noCeilings);
        expect(expectOnlyPatched(gif, withEdits(gif, edits), edits)).toBe(0);
      }),
      { numRuns: 120 },
    );
  });

  test("looks to sharp as it looks to us", async () => {
    const frames = Array.from({ length: 5 }, (_, index) => ({
      paint: (x: number, y: number) => (x + y * (index + 1)) % 40,
      transparent: 40,
    }));
    const gif = readGifBlocks(
      makeGif({ width: WIDTH, height: HEIGHT, palette: manyColours(41), loop: 0, frames }),
    );
    const edits = frames.map((_, index) =>
      index === 3
        ? undefined
        : patchAt({ x: index * 4, y: index * 2, width: 15, height: 12 }, index),
    );
    const edited = withEdits(gif, edits);
    const theirs = await framesBySharp(edited);
    for (const [index, canvas] of framesOf(edited).entries()) {
      expect(differingPixels(canvas, theirs[index])).toBe(0);
    }
  });

  test("shows the patch in its true colours where the table has room", () => {
    const gif = readGifBlocks(
      makeGif({ width: 20, height: 20, frames: [{ paint: 1 }, { paint: 2 }] }),
    );
    const patch = blankRaster(4, 4);
    for (let at = 0; at < 16; at++) patch.data.set([at * 16, 128, 255 - at * 16, 255], at * 4);
    const [, second] = framesOf(withEdits(gif, [undefined, { x: 5, y: 6, patch }]));
    for (let at = 0; at < 16; at++) {
      const shown = pixelAt(second, 20, 5 + (at % 4), 6 + Math.floor(at / 4));
      expect(shown).toEqual([at * 16, 128, 255 - at * 16, 255]);
    }
  });

  test("replaces the colours of opaque pixels only", () => {
    const gif = readGifBlocks(
      makeGif({
        width: 20,
        height: 20,
        frames: [{ paint: (x) => (x < 10 ? 1 : 3), transparent: 3 }],
      }),
    );
    const [canvas] = framesOf(withEdits(gif, [patchAt({ x: 4, y: 4, width: 12, height: 5 }, 77)]));
    expect(pixelAt(canvas, 20, 5, 5)).not.toEqual([255, 0, 0, 255]);
    expect(pixelAt(canvas, 20, 12, 5)).toEqual([0, 0, 0, 0]);
  });

  test("may reach beyond the canvas", () => {
    const gif = readGifBlocks(makeGif({ width: 8, height: 8, frames: [{ paint: 1 }] }));
    const edits = [patchAt({ x: -3, y: -2, width: 30, height: 30 }, 5)];
    expect(expectOnlyPatched(gif, withEdits(gif, edits), edits)).toBe(0);
    const outside = [patchAt({ x: 90, y: 0, width: 4, height: 4 }, 5)];
    expect(expectOnlyPatched(gif, withEdits(gif, outside), outside)).toBe(0);
  });

  test("keeps the small changes of the face when its background has 256 colours", () => {
    const frames = [0, 1, 2].map((shift) => ({
      paint: (x: number, y: number) => (x * 4 + y * 7 + shift * 64) & 255,
    }));
    const gif = readGifBlocks(
      makeGif({ width: 64, height: 64, palette: manyColours(256), frames }),
    );
    const edits = frames.map((_, index) =>
      patchAt({ x: 20, y: 20, width: 24, height: 24 }, index * 30),
    );
    expect(expectOnlyPatched(gif, withEdits(gif, edits), edits)).toBe(0);
  });

  test("finds room in a full table where a colour is on the screen already", () => {
    // 256 colours, all still but one corner: a second frame that repeats them all would leave no slot for the patch.
    const gif = readGifBlocks(
      makeGif({
        width: 16,
        height: 16,
        palette: manyColours(256),
        frames: [{ paint: all256 }, { paint: all256 }],
      }),
    );
    const patch = blankRaster(1, 1);
    patch.data.set([1, 2, 3, 255]);
    const edits = [undefined, { x: 8, y: 8, patch }];
    const edited = withEdits(gif, edits);
    expect(expectOnlyPatched(gif, edited, edits)).toBe(0);
    expect(pixelAt(framesOf(edited)[1], 16, 8, 8)).toEqual([1, 2, 3, 255]);
  });

  test("leaves what is on the screen already to the screen where that takes fewer bytes", () => {
    // Noise that repeats in every frame: the source draws it all again each time.
    let seed = 1;
    const noise = Uint8Array.from({ length: 10_000 }, () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return seed >>> 26;
    });
    const frames = Array.from({ length: 6 }, () => ({
      paint: (x: number, y: number) => noise[y * 100 + x],
    }));
    const source = makeGif({ width: 100, height: 100, palette: manyColours(64), frames });
    const gif = readGifBlocks(source);
    const edits = frames.map((_, index) =>
      patchAt({ x: 30 + index, y: 30, width: 20, height: 20 }, index),
    );
    const edited = withEdits(gif, edits);
    expect(expectOnlyPatched(gif, edited, edits)).toBe(0);
    expect(edited.length).toBeLessThan(source.length / 2);
  });

  test("gives each pixel of a face one of the colours nearest to its own, also where another takes fewer bytes", () => {
    // Tones that lie close together, as those of skin do, all in use.
    const tones = Array.from({ length: 256 }, (_, i): Colour => [i, (i * 7) >> 3, (i * 5) >> 3]);
    const frames = [{ paint: (x: number, y: number) => (x + y * 64) & 255 }];
    const gif = readGifBlocks(makeGif({ width: 64, height: 64, palette: tones, frames }));
    const patch = blankRaster(40, 40);
    for (let i = 0; i < 1600; i++) {
      const [r, g, b] = tones[(i * i) % 250];
      patch.data.set([r + (i % 5), g + (i % 3), b + (i % 7), 255], i * 4);
    }
    const [canvas] = framesOf(withEdits(gif, [{ x: 10, y: 10, patch }]));
    const behind = Array.from({ length: 1600 }, (_, i) => {
      const [r, g, b] = patch.data.subarray(i * 4);
      const to = (colour: readonly number[]) =>
        colourDistance(r, g, b, colour[0], colour[1], colour[2]);
      const shown = pixelAt(canvas, 64, 10 + (i % 40), 10 + Math.floor(i / 40));
      return to(shown) - Math.min(...tones.map(to));
    });
    const farthest = Math.max(...behind);
    expect(farthest).toBeGreaterThan(0);
    expect(farthest).toBeLessThan(25);
  });

  test("gives a face the slots it is promised, at the price of the least visible colours", () => {
    const gif = readGifBlocks(
      makeGif({ width: 32, height: 32, palette: manyColours(256), frames: [{ paint: all256 }] }),
    );
    const edits = [patchAt({ x: 0, y: 0, width: 8, height: 8 }, 40)];
    const wanted = blankRaster(8, 8);
    const error = (edited: Uint8Array) => {
      const [canvas] = framesOf(edited);
      let sum = 0;
      for (let at = 0; at < wanted.data.length; at += 4) {
        if (edits[0].patch.data[at + 3] === 0) continue;
        const shown = pixelAt(canvas, 32, (at / 4) % 8, Math.floor(at / 32));
        for (const channel of [0, 1, 2])
          sum += (shown[channel] - edits[0].patch.data[at + channel]) ** 2;
      }
      return sum;
    };
    const exact = withEdits(gif, edits);
    const roomy = withEdits(gif, edits, { minFaceSlots: 48 });
    expect(expectOnlyPatched(gif, exact, edits)).toBe(0);
    expect(expectOnlyPatched(gif, roomy, edits)).toBeGreaterThan(0);
    expect(error(roomy)).toBeLessThan(error(exact) / 4);
  });
});

function frameBytes({ bytes, frames }: GifBlocks, index: number): Uint8Array {
  const { control, image } = frames[index];
  return bytes.subarray(control?.start, image.end);
}

describe("what an edit does not touch", () => {
  const comment = Buffer.from([0x21, 0xfe, 5, ...Buffer.from("hello"), 0]);
  const profile = Buffer.from([
    0x21,
    0xff,
    11,
    ...Buffer.from("ICCRGBG1012"),
    3,
    0x2c,
    0x21,
    0x3b,
    0,
  ]);
  const made = makeGif({
    width: 12,
    height: 12,
    loop: 4,
    frames: [{ paint: 1 }, { paint: 2 }, { paint: 3 }],
  });
  const { frames } = readGifBlocks(made);
  const second = frames[1].control?.start ?? 0;
  const annotated = Buffer.concat([
    made.subarray(0, second),
    comment,
    made.subarray(second, frames[1].image.start),
    profile,
    made.subarray(frames[1].image.start, -1),
    comment,
    made.subarray(-1),
  ]);
  const small = patchAt({ x: 3, y: 3, width: 5, height: 5 }, 9);

  test("is the whole file when there is no edit", () => {
    const gif = readGifBlocks(annotated);
    expect(Buffer.compare(withEdits(gif, []), annotated)).toBe(0);
  });

  test("is the whole file when the patch shows what the frame shows", () => {
    const gif = readGifBlocks(annotated);
    expect(
      Buffer.compare(
        editGif(gif, ({ canvas }) => ({ x: 0, y: 0, patch: canvas })),
        annotated,
      ),
    ).toBe(0);
  });

  test("are the bytes of every other frame", () => {
    const gif = readGifBlocks(annotated);
    const edited = withEdits(gif, [undefined, small]);
    const result = readGifBlocks(edited);
    for (const index of [0, 2]) {
      expect(Buffer.compare(frameBytes(result, index), frameBytes(gif, index))).toBe(0);
    }
    expect(Buffer.compare(frameBytes(result, 1), frameBytes(gif, 1))).not.toBe(0);
  });

  test("are comments and other extensions, each at its place", () => {
    const edited = Buffer.from(withEdits(readGifBlocks(annotated), [undefined, small]));
    const result = readGifBlocks(edited);
    const at = (block: Buffer, from = 0) => edited.indexOf(block, from);
    expect(at(comment)).toBe(result.frames[0].image.end);
    expect(at(profile)).toBe(result.frames[1].control?.end);
    expect(at(comment, result.frames[2].image.end)).toBe(result.frames[2].image.end);
    expect(edited.at(-1)).toBe(0x3b);
  });
});

const noise = (x: number, y: number) => (x * 7 + y * 13 + ((x * y) >> 2)) & 3;

describe("a cut GIF", () => {
  const made = makeGif({ width: 64, height: 64, frames: [{ paint: 1 }, { paint: noise }] });

  test("that is edited ends as a whole GIF with the frames that were there", () => {
    const gif = readGifBlocks(cutOff(made, 0.7));
    const edits = [patchAt({ x: 10, y: 10, width: 20, height: 20 }, 3)];
    const edited = withEdits(gif, edits);
    expect(expectOnlyPatched(gif, edited, edits)).toBe(0);
    expect(readGifBlocks(edited).warnings.size).toBe(0);
  });

  test("stays as it is without an edit", () => {
    const cut = cutOff(made, 0.7);
    expect(withEdits(readGifBlocks(cut), [])).toEqual(cut);
  });
});
