import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createByteWriter } from "../../../src/engine/gif/byte-writer.ts";
import { createLzwDecoder, createPlainLzwDecoder } from "../../../src/engine/gif/lzw-decode.ts";
import { createLzwEncoder } from "../../../src/engine/gif/lzw-encode.ts";
import { createKernelLzw } from "../../../src/engine/kernel/kernel-lzw.ts";

const ours = createLzwDecoder();
const twin = createPlainLzwDecoder();

function decodeWith(
  decoder: typeof ours,
  bytes: Uint8Array,
  count: number,
  transparent: number | undefined,
) {
  const pixels = new Uint16Array(count);
  const resets: number[] = [7];
  const data = { start: 1, end: bytes.length };
  const decoded = decoder.decode(bytes, data, bytes[0], transparent, pixels, count, resets);
  return { decoded, pixels, resets };
}

function isAlike(bytes: Uint8Array, count: number, transparent?: number): boolean {
  const [a, b] = [ours, twin].map((decoder) => decodeWith(decoder, bytes, count, transparent));
  return (
    a.decoded === b.decoded &&
    a.resets.join() === b.resets.join() &&
    Buffer.compare(Buffer.from(a.pixels.buffer), Buffer.from(b.pixels.buffer)) === 0
  );
}

test("there is a kernel that decodes", () => {
  expect(createKernelLzw(256)).toBeDefined();
});

test("pictures are decoded as by the twin: whole, cut off anywhere, asked for fewer pixels, with a byte that is wrong", () => {
  const encoder = createLzwEncoder();
  const random = fc.integer({ min: 0, max: 1 << 20 });
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 8 }),
      fc.integer({ min: 1, max: 40 }),
      fc.array(random, { minLength: 5, maxLength: 5 }),
      (codeSize, run, [seed, size, cut, asked, fault]) => {
        let state = seed;
        const indexes = Uint8Array.from({ length: size % 40_000 }, (_, i) => {
          if (i % run === 0) state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
          return (state >>> 16) & ((1 << codeSize) - 1);
        });
        const writer = createByteWriter(1);
        encoder.encode(writer, indexes, indexes.length, codeSize);
        const bytes = writer.toBytes();
        expect(isAlike(bytes, indexes.length, seed % 300)).toBe(true);
        const cutOff = bytes.subarray(0, 1 + (cut % bytes.length));
        expect(isAlike(cutOff, indexes.length)).toBe(true);
        expect(isAlike(bytes, asked % (indexes.length + 1))).toBe(true);
        bytes[1 + (fault % (bytes.length - 1))] ^= 1 + (fault % 255);
        expect(isAlike(bytes, indexes.length + 9)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test("any bytes at all are decoded as by the twin, with its resets", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 13 }),
      fc.uint8Array({ minLength: 1, maxLength: 600 }),
      fc.integer({ min: 0, max: 4000 }),
      (codeSize, bytes, count) => {
        expect(isAlike(Uint8Array.of(codeSize, ...bytes), count, 0)).toBe(true);
      },
    ),
    { numRuns: 1500 },
  );
});

test("a stream that clears its dictionary after every pixel reports every reset", () => {
  // Code size 1, codes of two bits: clear (2), 0, clear, 1 …
  const bytes = Uint8Array.of(1, 6, 0x62, 0x62, 0x62, 0x62, 0x62, 0x62);
  expect(isAlike(bytes, 100)).toBe(true);
  expect(decodeWith(ours, bytes, 100, undefined).resets).toHaveLength(11);
});
