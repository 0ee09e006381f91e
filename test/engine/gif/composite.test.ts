import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { compositeFrames } from "../../../src/engine/gif/composite.ts";
import { NOTHING } from "../../../src/engine/gif/colour-table.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import { gifCorpus } from "../../support/gif-corpus.ts";
import {
  differingPixels,
  framesBySharp,
  framesOf,
  noCeilings,
  pixelAt,
} from "../../support/gif-frames.ts";
import { cutOff, fourColours, makeGif, manyColours } from "../../support/make-gif.ts";
import type { MadeFrame } from "../../support/make-gif.ts";

const black = [0, 0, 0, 255];
const red = [255, 0, 0, 255];
const green = [0, 255, 0, 255];
const blue = [0, 0, 255, 255];
const clear = [0, 0, 0, 0];
const RED = 1;
const GREEN = 2;
const BLUE = 3;

const noise = (x: number, y: number) => (x * 7 + y * 13 + ((x * y) >> 2)) & 3;
const square = { x: 2, y: 2, width: 4, height: 4 };

/** The colours at (0, 0) and (3, 3) of each frame of an 8 × 8 GIF. */
function cornerAndMiddle(frames: readonly MadeFrame[]): number[][][] {
  const canvases = framesOf(makeGif({ width: 8, height: 8, frames }));
  return canvases.map((canvas) => [pixelAt(canvas, 8, 0, 0), pixelAt(canvas, 8, 3, 3)]);
}

describe("a GIF is shown as browsers show it:", () => {
  test("disposal 0 and 1 keep the picture", () => {
    for (const disposal of [0, 1]) {
      const frames = [
        { paint: RED },
        { paint: GREEN, rect: square, disposal },
        { paint: BLUE, rect: { ...square, x: 0, y: 0, width: 1, height: 1 } },
      ];
      expect(cornerAndMiddle(frames)).toEqual([
        [red, red],
        [red, green],
        [blue, green],
      ]);
    }
  });

  test("disposal 2 clears to transparent, whatever the background colour is", () => {
    const gif = makeGif({
      width: 8,
      height: 8,
      frames: [
        { paint: RED },
        { paint: GREEN, rect: square, disposal: 2 },
        { paint: BLUE, rect: { x: 0, y: 0, width: 1, height: 1 } },
      ],
    });
    gif[11] = RED;
    const [, , third] = framesOf(gif);
    expect(pixelAt(third, 8, 3, 3)).toEqual(clear);
    expect(pixelAt(third, 8, 7, 7)).toEqual(red);
  });

  test("disposal 3 brings back what was there, also when that was nothing", () => {
    const frames = [
      { paint: GREEN, rect: square, disposal: 3 },
      { paint: RED, rect: { x: 0, y: 0, width: 2, height: 2 } },
      { paint: BLUE, rect: square, disposal: 3 },
      { paint: BLUE, rect: { x: 7, y: 7, width: 1, height: 1 } },
    ];
    expect(cornerAndMiddle(frames)).toEqual([
      [clear, green],
      [red, clear],
      [red, blue],
      [red, clear],
    ]);
  });

  test("the reserved disposals 4 to 7 keep the picture", () => {
    for (const disposal of [4, 5, 6, 7]) {
      const frames = [
        { paint: RED },
        { paint: GREEN, rect: square, disposal },
        { paint: BLUE, rect: { x: 0, y: 0, width: 1, height: 1 } },
      ];
      expect(cornerAndMiddle(frames)[2]).toEqual([blue, green]);
    }
  });

  test("nothing is round a first frame that does not fill the screen, also without a transparent index", () => {
    expect(cornerAndMiddle([{ paint: RED, rect: square }])).toEqual([[clear, red]]);
  });

  test("transparent pixels leave what was there", () => {
    const frames = [
      { paint: RED },
      { paint: (x: number) => (x < 2 ? GREEN : BLUE), transparent: BLUE },
    ];
    expect(cornerAndMiddle(frames)[1]).toEqual([green, red]);
  });

  test("frames are clipped to the canvas, and one outside it draws nothing", () => {
    const frames = [
      { paint: RED },
      { paint: GREEN, rect: { x: 3, y: 3, width: 20, height: 20 } },
      { paint: BLUE, rect: { x: 20, y: 20, width: 4, height: 4 }, disposal: 2 },
      { paint: BLUE, rect: { x: 0, y: 0, width: 1, height: 1 } },
    ];
    expect(cornerAndMiddle(frames)).toEqual([
      [red, red],
      [red, green],
      [red, green],
      [blue, green],
    ]);
  });

  test("a frame of no size keeps its place in the clip and draws nothing", () => {
    const empty = { paint: GREEN, rect: { x: 0, y: 0, width: 0, height: 0 } };
    expect(cornerAndMiddle([{ paint: RED }, empty, { paint: BLUE }])).toEqual([
      [red, red],
      [red, red],
      [blue, blue],
    ]);
  });

  test("interlaced rows come to their places", async () => {
    for (const height of [1, 2, 3, 5, 8, 13]) {
      const stripes = { paint: (x: number, y: number) => (x + y) % 4, interlaced: true };
      const gif = makeGif({ width: 5, height, frames: [stripes] });
      const straight = makeGif({ width: 5, height, frames: [{ ...stripes, interlaced: false }] });
      expect(framesOf(gif)).toEqual(framesOf(straight));
      expect(differingPixels(framesOf(gif)[0], (await framesBySharp(gif))[0])).toBe(0);
    }
  });

  test("a local table goes before the global one", () => {
    const local = { paint: RED, palette: [[1, 1, 1] as const, [9, 8, 7] as const] };
    expect(cornerAndMiddle([local, { paint: RED }])).toEqual([
      [
        [9, 8, 7, 255],
        [9, 8, 7, 255],
      ],
      [red, red],
    ]);
  });

  test("an index beyond the table is black", () => {
    const palette = fourColours.slice(0, 2);
    const canvas = framesOf(makeGif({ width: 2, height: 1, palette, frames: [{ paint: 3 }] }))[0];
    expect(pixelAt(canvas, 2, 0, 0)).toEqual(black);
  });

  test("without any table indexes are greys, so that the drawing can be seen", () => {
    const frames = [{ paint: (x: number) => x }];
    const canvas = framesOf(makeGif({ width: 4, height: 1, palette: null, frames }))[0];
    expect([0, 1, 2, 3].map((x) => pixelAt(canvas, 4, x, 0)[0])).toEqual([0, 85, 170, 255]);
  });

  test("missing pixels draw nothing, and the frames after them are untouched", () => {
    const made = makeGif({
      width: 32,
      height: 32,
      frames: [{ paint: RED }, { paint: noise }, { paint: BLUE }],
    });
    const { start, end } = readGifBlocks(made).frames[1].data;
    // The data of the second frame ends after its first sub-block was made shorter.
    const kept = 40;
    const cut = Buffer.concat([
      made.subarray(0, start),
      Buffer.from([kept]),
      made.subarray(start + 1, start + 1 + kept),
      Buffer.from([0]),
      made.subarray(end),
    ]);
    const [first, second, third] = framesOf(cut);
    expect(pixelAt(second, 32, 31, 31)).toEqual(red);
    expect(differingPixels(first, second)).toBeGreaterThan(20);
    expect(pixelAt(third, 32, 31, 31)).toEqual(blue);
  });

  test("one bad LZW code damages its own frame only", () => {
    const made = makeGif({ width: 32, height: 32, frames: [{ paint: noise }, { paint: BLUE }] });
    const broken = Uint8Array.from(made);
    const { start } = readGifBlocks(made).frames[0].data;
    broken.fill(0xff, start + 30, start + 34);
    const [first, second] = framesOf(broken);
    expect(differingPixels(first, framesOf(made)[0])).toBeGreaterThan(0);
    expect(pixelAt(second, 32, 5, 5)).toEqual(blue);
  });

  test("a cut last frame shows the part that is there", () => {
    const made = makeGif({ width: 64, height: 64, frames: [{ paint: RED }, { paint: noise }] });
    const [, second] = framesOf(cutOff(made, 0.7));
    expect(differingPixels(second.subarray(0, 64 * 4), framesOf(made)[1].subarray(0, 64 * 4))).toBe(
      0,
    );
    expect(pixelAt(second, 64, 63, 63)).toEqual(red);
  });
});

test("a frame's indexes say what it draws and where it draws nothing", () => {
  const frames = [{ paint: (x: number) => x % 3, transparent: 1 }];
  const gif = readGifBlocks(makeGif({ width: 6, height: 1, frames }));
  for (const { indexes } of compositeFrames(gif)) {
    expect([...indexes]).toEqual([0, NOTHING, 2, 0, NOTHING, 2]);
  }
});

test("made GIFs of many colours look to us as they look to sharp", async () => {
  const frames = Array.from({ length: 6 }, (_, index) => ({
    paint: (x: number, y: number) => (x * (index + 3) + y * 5) & 255,
    rect: { x: index * 3, y: index, width: 40 - index, height: 30 - index },
    transparent: index * 20,
    palette: manyColours(256),
    disposal: index % 4,
    interlaced: index % 2 === 1,
  }));
  const gif = makeGif({
    width: 60,
    height: 40,
    loop: 0,
    frames: [{ paint: 0, transparent: 0 }, ...frames],
  });
  const theirs = await framesBySharp(gif);
  for (const [index, canvas] of framesOf(gif).entries()) {
    expect(differingPixels(canvas, theirs[index])).toBe(0);
  }
});

/** Where sharp is wrong, and we side with Chromium. */
const sharpDiffers = new Map([
  ["pillow/Tests_images_dispose_bgnd.gif", "it clears to opaque black"],
  ["pillow/Tests_images_dispose_bgnd_rgba.gif", "it clears to opaque black"],
  ["wuffs/test_data_artificial-gif_background-color.gif", "it clears to opaque black"],
  ["wuffs/test_data_artificial-gif_frame-out-of-bounds.gif", "it is opaque round the frames"],
  ["wuffs/test_data_artificial-gif_metadata-empty.gif", "it is opaque round the frame"],
  ["wuffs/test_data_artificial-gif_metadata-full.gif", "it is opaque round the frame"],
  ["wuffs/test_data_artificial-gif_multiple-loop-counts.gif", "it is opaque round the frame"],
  ["wuffs/test_data_artificial-gif_pixel-data-not-enough.gif", "it shows missing pixels black"],
  ["wuffs/test_data_artificial-gif_small-frame-interlaced.gif", "it is opaque round the frame"],
  ["wuffs/test_data_artificial-gif_zero-width-frame.gif", "it is opaque round the frame"],
  ["wuffs/test_data_artificial-gif_pixel-data-none.gif", "it refuses a frame without pixels"],
  ["pillow/Tests_images_test_extents_transparency.gif", "it refuses garbage between blocks"],
]);

/** No complete frame, or a side beyond any sense. */
const unreadable = [
  "image-gif/tests_crashtest_issue-117-out-of-range.gif",
  "image-gif/tests_crashtest_issue-96-small-codesize-2.gif",
  "image-gif/tests_crashtest_issue-96-small-codesize.gif",
  "image-gif/tests_stall_issue-101-infinite-empty-loop.gif",
  "pillow/Tests_images_decompression_bomb.gif",
  "pillow/Tests_images_zero_width.gif",
  "wuffs/test_data_artificial-gif_no-frames.gif",
];

describe.skipIf(gifCorpus.length === 0)("the samples of other GIF libraries", () => {
  const readable = gifCorpus.filter(({ name }) => !unreadable.includes(name));

  test.each(readable.filter(({ name }) => !sharpDiffers.has(name)))(
    "$name looks as sharp shows it",
    async ({ bytes }) => {
      const ours = framesOf(bytes);
      const theirs = await framesBySharp(bytes);
      expect(ours).toHaveLength(theirs.length);
      for (const [index, canvas] of ours.entries()) {
        expect(differingPixels(canvas, theirs[index])).toBe(0);
      }
    },
  );

  test.each(readable.filter(({ name }) => !sharpDiffers.has(name)))(
    "$name is timed and repeated as sharp says",
    async ({ bytes }) => {
      const { delay, loop, pages = 1 } = await sharp(bytes, { animated: true }).metadata();
      const gif = readGifBlocks(bytes, noCeilings);
      const shownMs = gif.frames.map(({ delayCs, control }) =>
        // Sharp gives a frame that says nothing the time for which browsers show it.
        control === undefined ? 100 : delayCs * 10,
      );
      expect(gif.frames).toHaveLength(pages);
      // A picture that does not move has no time.
      if (pages === 1) return;
      expect(delay).toEqual(shownMs);
      // It counts the first time, too, and calls "for ever" 0.
      const repeats = gif.loop === undefined ? 1 : gif.loop === 0 ? 0 : gif.loop + 1;
      expect(loop).toBe(repeats);
    },
  );

  test.each(readable.filter(({ name }) => sharpDiffers.has(name)))(
    "$name is shown although sharp errs on it",
    async ({ bytes }) => {
      const theirs = await framesBySharp(bytes).catch(() => []);
      const ours = framesOf(bytes);
      expect(ours.length).toBeGreaterThan(0);
      // When sharp gets this one right, it belongs to the list above.
      expect(
        ours.some((canvas, index) => differingPixels(canvas, theirs[index] ?? canvas.slice(1)) > 0),
      ).toBe(true);
    },
  );

  test.each(unreadable)("%s is refused with a clear code", (name) => {
    const file = gifCorpus.find((entry) => entry.name === name);
    expect(() =>
      readGifBlocks(file?.bytes ?? new Uint8Array(0), { ...noCeilings, maxSide: 4096 }),
    ).toThrow(
      expect.objectContaining({
        code: expect.stringMatching(/^(TARGET_BROKEN|MEDIA_TOO_MANY_PIXELS)$/),
      }),
    );
  });
});
