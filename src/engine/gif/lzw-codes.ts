import type { ByteWriter } from "./byte-writer.ts";

/** The widest code (GIF89a specification, appendix F). */
export const CODE_BITS = 12;
export const MAX_CODES = 1 << CODE_BITS;
/** Data goes out in sub-blocks of at most 255 bytes. */
const BLOCK_BYTES = 255;

/** The codes of one image, the clear codes and the end among them. */
export interface LzwCodes {
  /** The first `length` are valid. */
  readonly codes: Uint16Array;
  readonly length: number;
}

/** How many bits the codes take. */
export function bitsOf({ codes, length }: LzwCodes, minCodeSize: number): number {
  const clear = 1 << minCodeSize;
  let bits = 0;
  let next = clear + 2;
  let width = minCodeSize + 1;
  let isFirst = true;
  for (let i = 0; i < length; i++) {
    bits += width;
    if (codes[i] === clear) {
      next = clear + 2;
      width = minCodeSize + 1;
      isFirst = true;
    } else if (isFirst) {
      isFirst = false;
    } else if (next < MAX_CODES) {
      next++;
      if (next === 1 << width && width < CODE_BITS) width++;
    }
  }
  return bits;
}

/**
 * Writes the minimum code size, the codes as bits in sub-blocks, and the terminator. The width of each code follows from how many
 * entries a reader has made by then.
 */
export function writeCodes(
  writer: ByteWriter,
  { codes, length }: LzwCodes,
  minCodeSize: number,
): void {
  writer.byte(minCodeSize);
  // Codes of 12 bits, and the lengths of the blocks, which add 1 in 255.
  const memory = writer.room(Math.ceil(length * 1.51) + 8);
  const begin = writer.length();
  let blockStart = begin;
  let at = begin + 1;
  let buffer = 0;
  let buffered = 0;

  const clear = 1 << minCodeSize;
  let next = clear + 2;
  let codeBits = minCodeSize + 1;
  let isFirst = true;
  for (let i = 0; i < length; i++) {
    const code = codes[i];
    buffer |= code << buffered;
    buffered += codeBits;
    // The last code is followed by zeros, so that what is left of it fills a byte.
    if (i === length - 1) buffered += 7;
    while (buffered >= 8) {
      memory[at++] = buffer;
      buffer >>>= 8;
      buffered -= 8;
      if (at - blockStart > BLOCK_BYTES) {
        memory[blockStart] = BLOCK_BYTES;
        blockStart = at++;
      }
    }
    if (code === clear) {
      next = clear + 2;
      codeBits = minCodeSize + 1;
      isFirst = true;
    } else if (isFirst) {
      isFirst = false;
    } else if (next < MAX_CODES) {
      next++;
      if (next === 1 << codeBits && codeBits < CODE_BITS) codeBits++;
    }
  }
  const inBlock = at - blockStart - 1;
  memory[blockStart] = inBlock;
  writer.advance(at - begin);
  // The block that was begun and stayed empty is the terminator already.
  if (inBlock > 0) writer.byte(0);
}
