import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createByteWriter } from "../../../src/engine/gif/byte-writer.ts";
import { NOTHING } from "../../../src/engine/gif/colour-table.ts";
import { createLzwDecoder } from "../../../src/engine/gif/lzw-decode.ts";
import { createLzwEncoder } from "../../../src/engine/gif/lzw-encode.ts";
import { runsAndNoise } from "../../support/runs-and-noise.ts";

const encoder = createLzwEncoder();
const decoder = createLzwDecoder();

function encode(indexes: Uint8Array, codeSize: number, resets?: readonly number[]): Uint8Array {
  const writer = createByteWriter(1);
  encoder.encode(writer, indexes, indexes.length, codeSize, resets);
  return writer.toBytes();
}

function decode(data: Uint8Array, count: number, transparent?: number, codeSize = data[0]) {
  const pixels = new Uint16Array(count);
  const resets: number[] = [];
  const range = { start: 1, end: data.length };
  const decoded = decoder.decode(data, range, codeSize, transparent, pixels, count, resets);
  return { pixels: pixels.subarray(0, decoded), resets };
}

describe("LZW data", () => {
  test("decodes to what was encoded", () => {
    fc.assert(
      fc.property(runsAndNoise, ({ codeSize, indexes }) => {
        const { pixels } = decode(encode(indexes, codeSize), indexes.length);
        expect(Buffer.compare(Uint8Array.from(pixels), indexes)).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test("decodes to what was encoded when the dictionary is cleared at given pixels, which the decoder reports", () => {
    const positions = fc.uniqueArray(fc.integer({ min: 1, max: 29_999 }), { maxLength: 30 });
    fc.assert(
      fc.property(runsAndNoise, positions, ({ codeSize, indexes }, wanted) => {
        const resets = wanted.toSorted((a, b) => a - b);
        const { pixels, resets: found } = decode(encode(indexes, codeSize, resets), indexes.length);
        expect(Buffer.compare(Uint8Array.from(pixels), indexes)).toBe(0);
        // The encoder may clear in between, too, when its dictionary is full.
        expect(found).toEqual(
          expect.arrayContaining(resets.filter((position) => position < indexes.length - 1)),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("takes the same bytes when it is encoded again with the resets it came with", () => {
    const indexes = Uint8Array.from({ length: 20_000 }, (_, i) => (i * i * 7) >> 5);
    const first = encode(indexes, 8, [1000, 5000, 5500]);
    const { pixels, resets } = decode(first, indexes.length);
    expect(encode(Uint8Array.from(pixels), 8, resets)).toEqual(first);
  });

  test("gives transparent pixels out as nothing, in repeated strings, too", () => {
    const indexes = Uint8Array.from({ length: 400 }, (_, i) => i % 3);
    const { pixels } = decode(encode(indexes, 2), 400, 1);
    expect([...pixels]).toEqual([...indexes].map((index) => (index === 1 ? NOTHING : index)));
  });

  test("is never written in blocks of more than 255 bytes and ends with an empty one", () => {
    for (const count of [0, 1, 250, 251, 5000]) {
      const data = encode(
        Uint8Array.from({ length: count }, (_, i) => (i * 89) & 255),
        8,
      );
      let at = 1;
      while (data[at] !== 0) at += data[at] + 1;
      expect(at).toBe(data.length - 1);
    }
  });

  test("stops at a code that cannot be, and keeps what came before", () => {
    const indexes = new Uint8Array(500).map((_, i) => (i * 31) & 7);
    const data = encode(indexes, 3);
    data.fill(0xff, 60, 70);
    const { pixels } = decode(data, 500);
    expect(pixels.length).toBeGreaterThan(20);
    expect(pixels.length).toBeLessThan(500);
    expect([...pixels.subarray(0, 20)]).toEqual([...indexes.subarray(0, 20)]);
  });

  test.each([0, 12, 255])("with the impossible code size %i is no pixel", (codeSize) => {
    expect(decode(encode(new Uint8Array(9), 2), 9, undefined, codeSize).pixels).toHaveLength(0);
  });

  test("decodes any bytes at all to at most the asked pixels, without an exception", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 3000 }),
        (bytes, codeSize, count) => {
          expect(decode(bytes, count, undefined, codeSize).pixels.length).toBeLessThanOrEqual(
            count,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
