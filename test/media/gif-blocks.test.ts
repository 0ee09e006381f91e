import { describe, expect, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import { limits } from "../../src/core/limits.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { bombGif, cutOff, fourColours, makeGif, tooManyFramesGif } from "../support/make-gif.ts";

const twoFrames = [{ paint: 1 }, { paint: 2 }];
const bytesOf = (...parts: (string | readonly number[] | Uint8Array)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(typeof part === "string" ? part : [...part])));

/** `made` with blocks put between its header and its first frame. */
function withBlocks(made: Uint8Array, ...blocks: Parameters<typeof bytesOf>): Uint8Array {
  const { start } = readGifBlocks(made).frames[0].control ?? { start: 0 };
  return bytesOf(made.subarray(0, start), bytesOf(...blocks), made.subarray(start));
}

const loopBlock = (name: string, ...subBlocks: number[]) =>
  bytesOf([0x21, 0xff, 11], name, subBlocks, [0]);

describe("the blocks of a GIF", () => {
  test("give each frame's place, timing, disposal, colours and data", () => {
    const made = makeGif({
      width: 9,
      height: 7,
      loop: 3,
      frames: [
        { paint: 1, delayCs: 7, disposal: 1 },
        {
          paint: 0,
          rect: { x: 2, y: 3, width: 4, height: 2 },
          delayCs: 0,
          disposal: 2,
          transparent: 3,
          palette: [
            [1, 2, 3],
            [4, 5, 6],
          ],
          interlaced: true,
        },
      ],
    });
    const gif = readGifBlocks(made);
    expect(gif).toMatchObject({ width: 9, height: 7, loop: 3, durationMs: 170 });
    expect(gif.warnings.size).toBe(0);
    expect([...(gif.globalPalette ?? [])]).toEqual(fourColours.flat());
    expect(gif.frames[0]).toMatchObject({
      x: 0,
      y: 0,
      width: 9,
      height: 7,
      delayCs: 7,
      disposal: 1,
    });
    expect(gif.frames[0].transparent).toBeUndefined();
    expect(gif.frames[1]).toMatchObject({ x: 2, y: 3, width: 4, height: 2, delayCs: 0 });
    expect(gif.frames[1]).toMatchObject({ disposal: 2, transparent: 3, interlaced: true });
    expect([...(gif.frames[1].palette ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(made[gif.frames[1].image.start]).toBe(0x2c);
    expect(made[gif.contentEnd]).toBe(0x3b);
    expect(gif.frames[1].image.end).toBe(gif.contentEnd);
  });

  test("show a frame of 0 or 1 hundredths for 100 ms, as browsers do, and keep the stored figure", () => {
    const frames = [0, 1, 2, 100].map((delayCs) => ({ paint: 1, delayCs }));
    const gif = readGifBlocks(makeGif({ width: 1, height: 1, frames }));
    expect(gif.durationMs).toBe(100 + 100 + 20 + 1000);
    expect(gif.frames.map((frame) => frame.delayCs)).toEqual([0, 1, 2, 100]);
  });

  test("grow the canvas to hold a larger first frame, as Chromium does", () => {
    const rect = { x: 3, y: 1, width: 6, height: 6 };
    const frames = [
      { paint: 1, rect },
      { paint: 2, rect: { ...rect, x: 100 } },
    ];
    const gif = readGifBlocks(makeGif({ width: 4, height: 9, frames }));
    expect(gif).toMatchObject({ width: 9, height: 9 });
  });

  test("take the first frame's extent for a screen of no size", () => {
    const rect = { x: 0, y: 0, width: 5, height: 4 };
    const gif = readGifBlocks(makeGif({ width: 0, height: 0, frames: [{ paint: 1, rect }] }));
    expect(gif).toMatchObject({ width: 5, height: 4 });
  });

  test.each([0, 1, 65_535])("keep the loop count %i as it is stored", (loop) => {
    expect(readGifBlocks(makeGif({ width: 1, height: 1, loop, frames: twoFrames })).loop).toBe(
      loop,
    );
  });

  test("have no loop count when the file has none", () => {
    expect(readGifBlocks(makeGif({ width: 1, height: 1, frames: twoFrames })).loop).toBeUndefined();
  });

  test("take the last loop count of several, as browsers do", () => {
    const made = makeGif({ width: 1, height: 1, loop: 3, frames: twoFrames });
    const gif = readGifBlocks(withBlocks(made, loopBlock("NETSCAPE2.0", 3, 1, 9, 0)));
    expect(gif.loop).toBe(9);
  });

  test("know the loop count by its other name, and behind a sub-block that is none", () => {
    const made = makeGif({ width: 1, height: 1, frames: twoFrames });
    const animexts = loopBlock("ANIMEXTS1.0", 3, 1, 4, 0);
    expect(readGifBlocks(withBlocks(made, animexts)).loop).toBe(4);
    const behind = loopBlock("NETSCAPE2.0", 5, 2, 0, 0, 1, 0, 3, 1, 6, 0);
    expect(readGifBlocks(withBlocks(made, behind)).loop).toBe(6);
    const tooShort = loopBlock("NETSCAPE2.0", 2, 1, 4);
    expect(readGifBlocks(withBlocks(made, tooShort)).loop).toBeUndefined();
  });

  test("step over comments, ICC profiles with block marks inside, unknown extensions and padding", () => {
    const made = makeGif({ width: 1, height: 1, loop: 0, frames: twoFrames });
    const icc = loopBlock("ICCRGBG1012", 4, 0x21, 0xf9, 0x2c, 0x3b);
    const gif = readGifBlocks(
      withBlocks(made, [0x21, 0xfe, 2, 65, 66, 0], icc, [0x21, 0x77, 1, 0, 0], [0, 0]),
    );
    expect(gif.frames).toHaveLength(2);
    expect(gif.warnings.size).toBe(0);
  });

  test("use the last of several graphic controls before a frame", () => {
    const made = makeGif({ width: 1, height: 1, frames: [{ paint: 1, delayCs: 9 }] });
    const gif = readGifBlocks(withBlocks(made, [0x21, 0xf9, 4, 8, 50, 0, 0, 0]));
    expect(gif.frames[0]).toMatchObject({ delayCs: 9, disposal: 1 });
  });

  test("survive 200 000 comments in a blink", () => {
    const comment = [0x21, 0xfe, 1, 65, 0];
    const made = makeGif({ width: 1, height: 1, frames: twoFrames });
    const comments = Uint8Array.from({ length: 1_000_000 }, (_, index) => comment[index % 5]);
    expect(readGifBlocks(withBlocks(made, comments)).frames).toHaveLength(2);
  });
});

describe("a damaged GIF", () => {
  const noisy = makeGif({
    width: 64,
    height: 64,
    frames: [{ paint: 1 }, { paint: (x, y) => (x * 7 + y * 13 + ((x * y) >> 3)) & 3 }],
  });

  test("without a trailer is whole", () => {
    const gif = readGifBlocks(noisy.subarray(0, -1));
    expect(gif.frames.every((frame) => frame.complete)).toBe(true);
    expect([...gif.warnings]).toEqual(["no-trailer"]);
  });

  test("that is cut inside a later frame keeps that frame as incomplete and warns", () => {
    const gif = readGifBlocks(cutOff(noisy, 0.6));
    expect(gif.frames.map((frame) => frame.complete)).toEqual([true, false]);
    expect(gif.warnings.has("truncated")).toBe(true);
  });

  test("that is cut before the data of a frame loses that frame", () => {
    const { start } = readGifBlocks(noisy).frames[1].image;
    const gif = readGifBlocks(noisy.subarray(0, start + 11));
    expect(gif.frames).toHaveLength(1);
    expect(gif.warnings.has("truncated")).toBe(true);
  });

  test("ends where garbage begins", () => {
    const { end } = readGifBlocks(noisy).frames[0].image;
    const gif = readGifBlocks(bytesOf(noisy.subarray(0, end), [1, 2, 3], noisy.subarray(end)));
    expect(gif.frames).toHaveLength(1);
    expect([...gif.warnings]).toEqual(["garbage", "no-trailer"]);
    expect(gif.contentEnd).toBe(end);
  });

  test("may carry anything after its trailer", () => {
    const gif = readGifBlocks(bytesOf(noisy, new Uint8Array(500).fill(0x2c)));
    expect(gif.frames).toHaveLength(2);
    expect(gif.warnings.size).toBe(0);
  });

  test.each([
    ["cut inside its first frame", cutOff(noisy, 0.05)],
    ["cut in its header", noisy.subarray(0, 10)],
    ["of nothing but a header", noisy.subarray(0, 25)],
    ["with no pixel at all", makeGif({ width: 0, height: 0, frames: [{ paint: 0 }] })],
    [
      "of HTML behind the magic bytes",
      bytesOf("GIF89a<script>alert(1)</script>", " ".repeat(2000)),
    ],
  ])("%s is refused as broken", (_, bytes) => {
    expect(() => readGifBlocks(bytes)).toThrow(expect.objectContaining({ code: "TARGET_BROKEN" }));
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["a PNG called .gif", bytesOf([0x89], "PNG\r\n\x1a\n")],
    ["a web page", bytesOf("<!doctype html>")],
  ])("that is really %s is refused as no GIF", (_, bytes) => {
    expect(() => readGifBlocks(bytes)).toThrow(expect.objectContaining({ code: "TARGET_NOT_GIF" }));
  });
});

describe("the ceilings", () => {
  test.each(["screen", "frame"] as const)(
    "refuse a %s of 65535 × 65535 before anything is allocated",
    (part) => {
      const bytes = bombGif(part);
      const memory = process.memoryUsage().arrayBuffers;
      expect(() => readGifBlocks(bytes)).toThrow(
        expect.objectContaining({
          code: "MEDIA_TOO_MANY_PIXELS",
          facts: { width: 65_535, height: 65_535, limit: limits.maxSide },
        }),
      );
      expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(1e6);
    },
  );

  test("count frames on beyond the limit, so that the figure can be told", () => {
    expect(() => readGifBlocks(tooManyFramesGif())).toThrow(
      expect.objectContaining({
        code: "MEDIA_TOO_MANY_FRAMES",
        facts: { frames: limits.maxFrames + 1, limit: limits.maxFrames },
      }),
    );
  });

  test("bound the pixels of all frames together", () => {
    const made = makeGif({ width: 10, height: 10, frames: [{ paint: 1 }, { paint: 2 }] });
    const ceilings = { ...limits, maxTotalPixels: 199 };
    expect(() => readGifBlocks(made, ceilings)).toThrow(
      expect.objectContaining({
        code: "MEDIA_TOO_MANY_PIXELS",
        facts: { pixels: 200, limit: 199 },
      }),
    );
  });

  test("bound the duration, but not of a picture that does not move", () => {
    const slow = { paint: 1, delayCs: 65_535 };
    const facts = { seconds: 1310.7, limit: limits.maxDurationMs / 1000 };
    expect(() => readGifBlocks(makeGif({ width: 1, height: 1, frames: [slow, slow] }))).toThrow(
      expect.objectContaining({ code: "MEDIA_TOO_LONG", facts }),
    );
    expect(readGifBlocks(makeGif({ width: 1, height: 1, frames: [slow] })).frames).toHaveLength(1);
  });

  test("bound the bytes", () => {
    const bytes = new Uint8Array(limits.maxTargetBytes + 1);
    bytes.set(makeGif({ width: 1, height: 1, frames: twoFrames }));
    expect(() => readGifBlocks(bytes)).toThrow(
      expect.objectContaining({
        code: "MEDIA_TOO_LARGE",
        facts: { bytes: limits.maxTargetBytes + 1, limit: limits.maxTargetBytes },
      }),
    );
  });

  test("speak as user errors, for the person can choose another file", () => {
    expect(() => readGifBlocks(bombGif())).toThrow(UserError);
  });
});
