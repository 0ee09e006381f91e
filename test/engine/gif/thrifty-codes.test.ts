import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createByteWriter } from "../../../src/engine/gif/byte-writer.ts";
import { createCodeChooser, NO_ALTERNATIVE } from "../../../src/engine/gif/choose-codes.ts";
import { bitsOf, writeCodes } from "../../../src/engine/gif/lzw-codes.ts";
import type { LzwCodes } from "../../../src/engine/gif/lzw-codes.ts";
import { createLzwDecoder } from "../../../src/engine/gif/lzw-decode.ts";
import { createLzwEncoder } from "../../../src/engine/gif/lzw-encode.ts";
import { createThriftyCodes } from "../../../src/engine/gif/thrifty-codes.ts";
import { runsAndNoise } from "../../support/runs-and-noise.ts";

const choose = createCodeChooser();
const decoder = createLzwDecoder();

function written(codes: LzwCodes, codeSize: number): Uint8Array {
  const writer = createByteWriter(1);
  writeCodes(writer, codes, codeSize);
  return writer.toBytes();
}

function decode(data: Uint8Array, count: number): Uint8Array {
  const pixels = new Uint16Array(count);
  const range = { start: 1, end: data.length };
  const decoded = decoder.decode(data, range, data[0], undefined, pixels, count, []);
  return Uint8Array.from(pixels.subarray(0, decoded));
}

function clears({ codes, length }: LzwCodes, clear: number): number {
  return codes.subarray(0, length).filter((code) => code === clear).length;
}

describe("codes of pixels that may be written in two ways", () => {
  test("decode to one of the two at each pixel, as the indexes say afterwards", () => {
    fc.assert(
      fc.property(runsAndNoise, ({ codeSize, indexes, alternatives }) => {
        const chosen = indexes.slice();
        const codes = choose(chosen, alternatives, chosen.length, codeSize);
        expect(Buffer.compare(decode(written(codes, codeSize), chosen.length), chosen)).toBe(0);
        const wrong = chosen.findIndex(
          (index, i) => index !== indexes[i] && index !== alternatives[i],
        );
        expect(wrong).toBe(-1);
      }),
      { numRuns: 150 },
    );
  });

  test("take as many bits as are counted", () => {
    fc.assert(
      fc.property(runsAndNoise, ({ codeSize, indexes, alternatives }) => {
        const codes = choose(indexes.slice(), alternatives, indexes.length, codeSize);
        const bytes = Math.ceil(bitsOf(codes, codeSize) / 8);
        // The code size, a length for each block, and the empty block at the end.
        expect(written(codes, codeSize)).toHaveLength(1 + bytes + Math.ceil(bytes / 255) + 1);
      }),
      { numRuns: 50 },
    );
  });

  test("keep a full dictionary as long as it serves", () => {
    // One row of noise over and over: once learnt, nothing is gained by beginning anew.
    const indexes = Uint8Array.from(
      { length: 400_000 },
      (_, i) => Math.imul((i % 1000) ** 2, 0x9e37_79b1) >>> 28,
    );
    const alternatives = new Uint16Array(indexes.length).fill(NO_ALTERNATIVE);
    expect(clears(choose(indexes, alternatives, indexes.length, 4), 16)).toBe(1);
    expect(clears(createLzwEncoder().find(indexes, indexes.length, 4), 16)).toBeGreaterThan(1);
  });

  test("never take more than those of the pixels as they were", () => {
    fc.assert(
      fc.property(runsAndNoise, ({ codeSize, indexes, alternatives }) => {
        const plain = createLzwEncoder().find(indexes, indexes.length, codeSize);
        const find = createThriftyCodes();
        const thrifty = find(indexes.slice(), alternatives, codeSize, [], 0);
        expect(bitsOf(thrifty, codeSize)).toBeLessThanOrEqual(bitsOf(plain, codeSize));
      }),
      { numRuns: 60 },
    );
  });

  test("are those of the source's own resets where a clip is tuned to them", () => {
    // Two alphabets in turn, of which each begins with a dictionary of its own.
    const indexes = Uint8Array.from({ length: 40_000 }, (_, i) => {
      const part = Math.floor(i / 2000);
      return ((((i % 2000) * (i % 37)) >> 4) % 16) | (part % 2 === 0 ? 0 : 16);
    });
    const resets = Array.from({ length: 19 }, (_, part) => (part + 1) * 2000);
    const alternatives = new Uint16Array(indexes.length).fill(NO_ALTERNATIVE);
    const expected = bitsOf(createLzwEncoder().find(indexes, indexes.length, 5, resets), 5);
    const find = createThriftyCodes();
    for (let frame = 0; frame < 3; frame++) {
      const codes = find(indexes.slice(), alternatives, 5, resets, undefined);
      expect(bitsOf(codes, 5)).toBeLessThanOrEqual(expected);
    }
  });
});
