import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "../../src/core/errors.ts";
import { limits } from "../../src/core/limits.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { gifCorpus } from "../support/gif-corpus.ts";
import { patchAt, withEdits } from "../support/gif-edits.ts";
import { framesOf } from "../support/gif-frames.ts";
import { makeGif, manyColours } from "../support/make-gif.ts";

const seeds = [
  makeGif({
    width: 20,
    height: 16,
    loop: 3,
    palette: manyColours(64),
    frames: [
      { paint: (x, y) => (x * y) & 63 },
      { paint: 5, rect: { x: 2, y: 3, width: 9, height: 9 }, disposal: 2, transparent: 7 },
      { paint: (x) => x, disposal: 3, palette: manyColours(32), interlaced: true },
    ],
  }),
  ...gifCorpus.filter(({ bytes }) => bytes.length < 6000).map(({ bytes }) => bytes),
];

/** Small, so that a frame which claims millions of pixels does not make the test slow. */
const ceilings = { ...limits, maxSide: 400, maxTotalPixels: 400_000 };

const damage = fc.record({
  seed: fc.nat(seeds.length - 1),
  changes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
    maxLength: 12,
  }),
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
  cuts: fc.boolean(),
});

describe("a GIF damaged at random", () => {
  test("is read, shown and edited, or refused with a code: it never throws anything else and always ends", () => {
    let shown = 0;
    let refused = 0;
    fc.assert(
      fc.property(damage, ({ seed, changes, cut, cuts }) => {
        const source = seeds[seed];
        const bytes = source.slice(0, cuts ? Math.floor(source.length * cut) : source.length);
        const damaged = Uint8Array.from(bytes);
        for (const [place, value] of changes) damaged[Math.floor(place * damaged.length)] = value;
        try {
          const gif = readGifBlocks(damaged, ceilings);
          const canvases = framesOf(gif);
          const edits = canvases.map((_, index) =>
            patchAt({ x: index, y: 1, width: 7, height: 5 }, 9),
          );
          const edited = readGifBlocks(withEdits(gif, edits), { ...ceilings, maxTargetBytes: 1e8 });
          expect(edited.frames).toHaveLength(gif.frames.length);
          shown++;
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          refused++;
        }
      }),
      { numRuns: 2_000 },
    );
    expect(shown).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(20);
  });

  test("is read or refused when it is nothing but noise behind the magic bytes", () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (noise) => {
        const bytes = Uint8Array.from([...Buffer.from("GIF89a"), ...noise]);
        try {
          expect(readGifBlocks(bytes, ceilings).frames.length).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          refused++;
        }
      }),
      { numRuns: 600 },
    );
    expect(refused).toBeGreaterThan(20);
  });
});
