import type { ByteWriter } from "./byte-writer.ts";
import { CODE_BITS, MAX_CODES, writeCodes } from "./lzw-codes.ts";
import type { LzwCodes } from "./lzw-codes.ts";

const CODE_MASK = MAX_CODES - 1;
/** Four times the codes, so that a probe rarely meets another key. */
const TABLE_BITS = 14;
const TABLE_MASK = (1 << TABLE_BITS) - 1;
/** No entry is 0: the code of a string is never 0. */
const EMPTY = 0;
/** 2³² divided by the golden ratio: Knuth's multiplicative hash. */
const HASH_FACTOR = 0x9e37_79b1;
/** A full dictionary is not cleared by our own rule when the source's next reset is this near. */
const RESET_NEAR = 3000;

export interface LzwEncoder {
  /**
   * Pixels → codes.
   * @param indexes the pixels in stream order, each below `1 << minCodeSize`
   * @param minCodeSize 2…8
   * @param resets ascending pixel positions at which to clear the dictionary. Files made by lossy encoders are tuned to
   * their own resets; clearing at the same places keeps their size (measured: 1.00× instead of 1.31×).
   * @returns live memory
   */
  find(
    indexes: Uint8Array,
    count: number,
    minCodeSize: number,
    resets?: readonly number[],
  ): LzwCodes;
  /** Writes the minimum code size, the LZW data in sub-blocks and the terminator. Parameters are those of `find`. */
  encode(
    writer: ByteWriter,
    indexes: Uint8Array,
    count: number,
    minCodeSize: number,
    resets?: readonly number[],
  ): void;
}

export function createLzwEncoder(): LzwEncoder {
  // Open addressing. An entry is 12 bits of the code of a string, 8 of the next pixel, and 12 of the code of both together.
  const entries = new Uint32Array(1 << TABLE_BITS);
  let codes = new Uint16Array(0);

  function find(
    indexes: Uint8Array,
    count: number,
    minCodeSize: number,
    resets: readonly number[] = [],
  ): LzwCodes {
    // At worst every pixel is a code and every reset another; then there are the first clear and the end.
    const most = count + resets.length + Math.ceil(count / (MAX_CODES - 512)) + 2;
    if (codes.length < most) codes = new Uint16Array(most);
    return { codes, length: findCodes(entries, indexes, count, minCodeSize, resets, codes) };
  }

  return {
    find,
    encode(writer, indexes, count, minCodeSize, resets) {
      writeCodes(writer, find(indexes, count, minCodeSize, resets), minCodeSize);
    },
  };
}

/** Pixels → codes. Returns how many. */
function findCodes(
  entries: Uint32Array,
  indexes: Uint8Array,
  count: number,
  minCodeSize: number,
  resets: readonly number[],
  codes: Uint16Array,
): number {
  const clear = 1 << minCodeSize;
  let length = 0;
  let next = clear + 2;
  let nextReset = 0;
  let resetAt = resets[0] ?? Infinity;
  entries.fill(EMPTY);
  codes[length++] = clear;

  let code = indexes[0];
  for (let i = 1; i < count; i++) {
    const pixel = indexes[i];
    let startsOver = i >= resetAt;
    if (startsOver) {
      resetAt = resets[++nextReset] ?? Infinity;
    } else {
      const key = (code << 8) | pixel;
      let slot = Math.imul(key, HASH_FACTOR) >>> (32 - TABLE_BITS);
      let entry = entries[slot];
      while (entry !== EMPTY && entry >>> CODE_BITS !== key) {
        slot = (slot + 1) & TABLE_MASK;
        entry = entries[slot];
      }
      if (entry !== EMPTY) {
        code = entry & CODE_MASK;
        continue;
      }
      if (next < MAX_CODES) entries[slot] = (key << CODE_BITS) | next++;
      else startsOver = resetAt - i > RESET_NEAR;
    }
    codes[length++] = code;
    code = pixel;
    if (startsOver) {
      codes[length++] = clear;
      entries.fill(EMPTY);
      next = clear + 2;
    }
  }
  if (count > 0) codes[length++] = code;
  codes[length++] = clear + 1;
  return length;
}
