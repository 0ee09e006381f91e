import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "../../../src/core/errors.ts";
import { limits } from "../../../src/core/limits.ts";
import { fitGif } from "../../../src/engine/fit/fit-gif.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import type { GifBlocks } from "../../../src/media/gif-blocks.ts";
import { gifCorpus } from "../../support/gif-corpus.ts";
import { differingPixels, framesBySharp, framesOf } from "../../support/gif-frames.ts";
import { makeGif, manyColours } from "../../support/make-gif.ts";

/** Small, so that the test stays short. */
const ceilings = { ...limits, maxSide: 500, maxTotalPixels: 3_000_000 };

const usable = gifCorpus.flatMap(({ name, bytes }) => {
  try {
    const gif = readGifBlocks(bytes, ceilings);
    return gif.frames.some(({ complete }) => !complete) ? [] : [{ name, gif }];
  } catch {
    return [];
  }
});

/** Undefined when nothing makes it small enough, which has to be said by name. */
function fitted(gif: GifBlocks, budget: number) {
  try {
    return fitGif(gif, budget);
  } catch (error) {
    if (error instanceof AppError && error.code === "RESULT_TOO_LARGE") return undefined;
    throw error;
  }
}

describe.skipIf(gifCorpus.length === 0)("the samples of other GIF libraries", () => {
  test.each(usable)("$name fits with its timing and loop, or is refused", async ({ gif }) => {
    const budget = Math.floor(gif.bytes.length * 0.7);
    const result = fitted(gif, budget);
    if (result === undefined) return;
    expect(result.bytes.length).toBeLessThanOrEqual(budget);
    expect(result.framesEncoded).toBeLessThanOrEqual(6 * gif.frames.length);
    const read = readGifBlocks(result.bytes);
    const halved = result.givenUp.some(({ kind }) => kind === "every-second-frame");
    expect(read.frames).toHaveLength(halved ? Math.ceil(gif.frames.length / 2) : gif.frames.length);
    expect(read).toMatchObject({ loop: gif.loop, durationMs: gif.durationMs });
    const theirs = await framesBySharp(result.bytes);
    for (const [index, canvas] of framesOf(read).entries()) {
      expect(differingPixels(canvas, theirs[index])).toBe(0);
    }
  });
});

const pattern = (x: number, y: number) => (x * 7 + y * 13 + ((x * y) >> 2)) & 63;
/** There is much to be saved in the first one: it draws all anew, and hardly anything changes. */
const seeds = [
  makeGif({
    width: 60,
    height: 44,
    loop: 3,
    palette: manyColours(64),
    frames: Array.from({ length: 8 }, (_, index) => ({
      paint: (x: number, y: number) => (x === index * 3 ? 5 : pattern(x, y)),
      disposal: index === 5 ? 3 : 1,
      interlaced: index % 3 === 1,
      ...(index % 2 === 1 && { transparent: 7, palette: manyColours(70) }),
    })),
  }),
  ...gifCorpus.filter(({ bytes }) => bytes.length < 6000).map(({ bytes }) => bytes),
];

test("a GIF damaged at random fits, or is refused by name", () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const damage = fc.record({
    seed: fc.oneof(fc.constant(0), fc.nat(seeds.length - 1)),
    changes: fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 8 }),
    percent: fc.integer({ min: 20, max: 99 }),
  });
  let fits = 0;
  fc.assert(
    fc.property(damage, ({ seed, changes, percent }) => {
      const bytes = Uint8Array.from(seeds[seed]);
      for (const [at, value] of changes) bytes[Math.floor(at * (bytes.length - 1))] = value;
      const budget = Math.max(1, Math.floor((bytes.length * percent) / 100));
      try {
        const gif = readGifBlocks(bytes, { ...limits, maxSide: 200, maxTotalPixels: 60_000 });
        const result = fitGif(gif, budget);
        expect(result.bytes.length).toBeLessThanOrEqual(budget);
        expect(readGifBlocks(result.bytes).durationMs).toBe(gif.durationMs);
        fits++;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    }),
    { numRuns: 150 },
  );
  expect(fits).toBeGreaterThan(5);
});
