import { describe, expect, test } from "vitest";
import { fitGif } from "../../../src/engine/fit/fit-gif.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import { extensionsOf } from "../../../src/media/gif-extensions.ts";
import { readMark } from "../../../src/media/read-mark.ts";
import { differingPixels, framesBySharp, framesOf, noCeilings } from "../../support/gif-frames.ts";
import { grainyClip } from "../../support/grainy-clip.ts";
import { makeGif, manyColours } from "../../support/make-gif.ts";

const clip = readGifBlocks(grainyClip());
const share = (part: number) => Math.floor(clip.bytes.length * part);
const kinds = (part: number) => fitGif(clip, share(part)).givenUp.map(({ kind }) => kind);

const pattern = (x: number, y: number) => x * 7 + y * 13 + ((x * y) >> 3);
const hole = (index: number) => (x: number, y: number) =>
  Math.hypot(x - 40 - index * 4, y - 40) < 12 ? 255 : pattern(x, y) % 200;
const dot = (at: number) => (x: number, y: number) =>
  x >= at && x < at + 9 && y < 9 ? 1 : pattern(x, y) % 64;
const alphas = (canvas: Uint8Array) => canvas.filter((_, at) => at % 4 === 3);

describe("fitting a GIF into a number of bytes", () => {
  test("gives a GIF back as it is when it fits already", () => {
    const fitted = fitGif(clip, clip.bytes.length);
    expect(fitted.bytes).toBe(clip.bytes);
    expect(fitted).toMatchObject({ givenUp: [], framesEncoded: 0 });
  });

  test.each([0.95, 0.8, 0.6, 0.4, 0.25, 0.12, 0.07])(
    "makes it %d of its size, keeps what it says and its time, and tells what it gave up",
    (part) => {
      const { bytes, givenUp, framesEncoded } = fitGif(clip, share(part));
      expect(bytes.length).toBeLessThanOrEqual(share(part));
      expect(framesEncoded).toBeLessThanOrEqual(6 * clip.frames.length);
      expect(givenUp.at(-1)).toEqual({ kind: "slight-changes" });

      const result = readGifBlocks(bytes);
      const size = givenUp.find((each) => each.kind === "size") ?? clip;
      const halved = givenUp.some(({ kind }) => kind === "every-second-frame");
      expect(result).toMatchObject({ width: size.width, height: size.height, loop: 3 });
      expect(result.durationMs).toBe(clip.durationMs);
      expect(result.frames).toHaveLength(halved ? 12 : 24);
      expect(readMark(bytes)).toEqual(readMark(clip.bytes));
      expect(readMark(bytes).madeHere).toBe(true);
      const colours = givenUp.find((each) => each.kind === "colours")?.count ?? 255;
      for (const { palette = result.globalPalette } of result.frames) {
        expect((palette?.length ?? 0) / 3 / 2).toBeLessThanOrEqual(colours);
      }
    },
  );

  test("gives up little for a little, and what shows most last", () => {
    expect(kinds(0.8)).toEqual(["slight-changes"]);
    expect(kinds(0.25)).not.toContain("every-second-frame");
    expect(kinds(0.06)).toContain("size");
  });

  test("gives the same bytes every time", () => {
    const [first, second] = [fitGif(clip, share(0.3)), fitGif(clip, share(0.3))];
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  });

  test("can be read by others: sharp shows the same frames", async () => {
    const { bytes } = fitGif(clip, share(0.3));
    const theirs = await framesBySharp(bytes);
    for (const [index, canvas] of framesOf(bytes).entries()) {
      expect(differingPixels(canvas, theirs[index])).toBe(0);
    }
  });

  test("lets no error add up: after the last frame each pixel is as near as after the second", () => {
    const { bytes, givenUp } = fitGif(clip, share(0.8));
    expect(givenUp).toEqual([{ kind: "slight-changes" }]);
    const before = framesOf(clip);
    const farthest = framesOf(bytes).map((canvas, index) =>
      canvas.reduce((most, value, at) => Math.max(most, Math.abs(value - before[index][at])), 0),
    );
    expect(Math.max(...farthest)).toBeLessThanOrEqual(24);
    expect(farthest.at(-1)).toBeLessThanOrEqual(farthest[1] * 1.5);
  });

  test("gives nothing up where a GIF was made wastefully: frames drawn anew that do not change", () => {
    const palette = manyColours(64);
    const frames = [0, 10, 20, 30, 40, 50, 60, 70].map((at) => ({ paint: dot(at), delayCs: 4 }));
    const wasteful = readGifBlocks(makeGif({ width: 120, height: 90, palette, frames }));
    const { bytes, givenUp } = fitGif(wasteful, wasteful.bytes.length / 3);
    expect(givenUp).toEqual([]);
    const [before, after] = [framesOf(wasteful), framesOf(bytes)];
    for (const [index, canvas] of before.entries()) {
      expect(differingPixels(canvas, after[index])).toBe(0);
    }
  });

  test("leaves what is transparent transparent", () => {
    const frames = Array.from({ length: 9 }, (_, index) => ({
      paint: hole(index),
      transparent: 255,
      disposal: 2,
    }));
    const sticker = readGifBlocks(
      makeGif({ width: 96, height: 80, palette: manyColours(256), loop: 0, frames }),
    );
    const fitted = [0.95, 0.6].map((part) => fitGif(sticker, sticker.bytes.length * part));
    for (const { bytes, givenUp } of fitted) {
      const step = givenUp.some(({ kind }) => kind === "every-second-frame") ? 2 : 1;
      const kept = framesOf(sticker).filter((_, index) => index % step === 0);
      const after = framesOf(bytes).map(alphas);
      expect(after).toHaveLength(kept.length);
      for (const [index, canvas] of kept.entries()) {
        expect(Buffer.compare(alphas(canvas), after[index])).toBe(0);
      }
    }
  });

  test("drops frames of a fast clip before it scales, and adds their time to the others", () => {
    const fast = readGifBlocks(grainyClip({ delayCs: 3, frames: 13 }));
    const { bytes, givenUp } = fitGif(fast, fast.bytes.length * 0.06);
    expect(givenUp[0]).toEqual({ kind: "every-second-frame" });
    const result = readGifBlocks(bytes);
    expect(result.frames.map(({ delayCs }) => delayCs)).toEqual([6, 6, 6, 6, 6, 6, 3]);
    expect(result.durationMs).toBe(fast.durationMs);
  });

  test("keeps what other programs wrote into the file", () => {
    const foreign = Buffer.from("\x21\xfe\x05Hello\0", "latin1");
    const at = clip.frames[3].control?.start ?? 0;
    const bytes = Buffer.concat([clip.bytes.subarray(0, at), foreign, clip.bytes.subarray(at)]);
    const { bytes: fitted } = fitGif(readGifBlocks(bytes), share(0.5));
    const texts = [...extensionsOf(readGifBlocks(fitted))].map(({ start, end }) =>
      Buffer.from(fitted.subarray(start, end)).toString("latin1"),
    );
    expect(texts).toContain(foreign.toString("latin1"));
  });

  test.each([1, 2, 5, 7])("works on a clip of %d frames", (frames) => {
    const short = readGifBlocks(grainyClip({ frames }));
    const { bytes, framesEncoded } = fitGif(short, short.bytes.length * 0.6);
    expect(bytes.length).toBeLessThanOrEqual(short.bytes.length * 0.6);
    expect(framesEncoded).toBeLessThanOrEqual(6 * frames);
  });

  test("says how small it became when nothing is enough, after no more than six encodes' work", () => {
    const tiny = () => fitGif(clip, 900);
    expect(tiny).toThrow(expect.objectContaining({ code: "RESULT_TOO_LARGE" }));
    const facts = failureFacts(tiny);
    expect(facts["limit"]).toBe(900);
    expect(facts["bytes"]).toBeGreaterThan(900);
    expect(facts["bytes"]).toBeLessThan(clip.bytes.length / 10);
  });

  test("keeps a narrow clip as wide as it is", () => {
    const narrow = readGifBlocks(grainyClip({ width: 160, height: 120 }), noCeilings);
    const { bytes } = fitGif(narrow, narrow.bytes.length * 0.15);
    expect(readGifBlocks(bytes)).toMatchObject({ width: 160, height: 120 });
  });
});

function failureFacts(work: () => unknown): Record<string, unknown> {
  try {
    work();
  } catch (error) {
    return (error as { facts: Record<string, unknown> }).facts;
  }
  return {};
}
