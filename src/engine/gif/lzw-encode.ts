import type { ByteWriter } from "./byte-writer.ts";

/** The widest code (GIF89a specification, appendix F). */
const CODE_BITS = 12;
const CODE_MASK = (1 << CODE_BITS) - 1;
const MAX_CODES = 1 << CODE_BITS;
/** Four times the codes, so that a probe rarely meets another key. */
const TABLE_BITS = 14;
const TABLE_MASK = (1 << TABLE_BITS) - 1;
/** No entry is 0: the code of a string is never 0. */
const EMPTY = 0;
/** 2³² divided by the golden ratio: Knuth's multiplicative hash. */
const HASH_FACTOR = 0x9e37_79b1;
/** Data goes out in sub-blocks of at most 255 bytes. */
const BLOCK_BYTES = 255;
/** A full dictionary is not cleared by our own rule when the source's next reset is this near. */
const RESET_NEAR = 3000;

export interface LzwEncoder {
  /**
   * Writes the minimum code size, the LZW data in sub-blocks and the terminator.
   * @param indexes the pixels in stream order, each below `1 << minCodeSize`
   * @param minCodeSize 2…8
   * @param resets ascending pixel positions at which to clear the dictionary. Files made by lossy encoders are tuned to
   * their own resets; clearing at the same places keeps their size (measured: 1.00× instead of 1.31×).
   */
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

  return {
    encode(writer, indexes, count, minCodeSize, resets = []) {
      writer.byte(minCodeSize);
      // At worst every pixel and every reset is a code of 12 bits; the blocks' lengths add 1 in 255.
      const memory = writer.room(Math.ceil((count + resets.length) * 1.52) + 64);
      const begin = writer.length();
      let blockStart = begin;
      let at = begin + 1;
      let buffer = 0;
      let buffered = 0;

      const clear = 1 << minCodeSize;
      const endOfData = clear + 1;
      let next = endOfData + 1;
      let codeBits = minCodeSize + 1;

      function byte(value: number) {
        memory[at++] = value;
        if (at - blockStart > BLOCK_BYTES) {
          memory[blockStart] = BLOCK_BYTES;
          blockStart = at++;
        }
      }
      function emit(code: number) {
        buffer |= code << buffered;
        buffered += codeBits;
        while (buffered >= 8) {
          byte(buffer & 0xff);
          buffer >>>= 8;
          buffered -= 8;
        }
      }
      /** The reader adds an entry for the last string, too, and widens its codes when that one fills them. */
      function widenAsReader() {
        if (next === 1 << codeBits && codeBits < CODE_BITS) codeBits++;
      }
      function startOver() {
        emit(clear);
        entries.fill(EMPTY);
        next = endOfData + 1;
        codeBits = minCodeSize + 1;
      }

      startOver();
      let nextReset = 0;
      let resetAt = resets[0] ?? Infinity;
      let code = indexes[0];
      for (let i = 1; i < count; i++) {
        const pixel = indexes[i];
        if (i >= resetAt) {
          emit(code);
          widenAsReader();
          startOver();
          code = pixel;
          resetAt = resets[++nextReset] ?? Infinity;
          continue;
        }
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
        emit(code);
        if (next < MAX_CODES) {
          entries[slot] = (key << CODE_BITS) | next;
          widenAsReader();
          next++;
        } else if (resetAt - i > RESET_NEAR) {
          startOver();
        }
        code = pixel;
      }
      if (count > 0) {
        emit(code);
        widenAsReader();
      }
      emit(endOfData);
      if (buffered > 0) byte(buffer & 0xff);

      const inBlock = at - blockStart - 1;
      if (inBlock > 0) memory[blockStart] = inBlock;
      writer.advance((inBlock > 0 ? at : blockStart) - begin);
      writer.byte(0);
    },
  };
}
