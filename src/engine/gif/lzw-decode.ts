import type { ByteRange } from "../../media/gif-frame.ts";
import { createKernelLzw } from "../kernel/kernel-lzw.ts";
import { NOTHING } from "./colour-table.ts";

/** Codes never grow beyond 12 bits (GIF89a specification, appendix F). */
const MAX_CODES = 4096;
const MAX_CODE_BITS = 12;

export interface LzwDecoder {
  /**
   * Decodes the LZW data of one image, in the order of the stream. Stops without a word at a bad code, the end of the data
   * or when `count` pixels are there, so its work is bounded by pixels and bytes.
   * @param data the sub-blocks in `bytes`
   * @param minCodeSize 1…11; with any other nothing is decoded. Above 8, literals that no table can hold draw nothing
   * @param transparent the index that draws nothing, given out as `NOTHING`
   * @param pixels receives palette indexes 0…255, or `NOTHING`
   * @param resets receives the pixel positions at which the stream cleared its dictionary
   * @returns how many pixels were decoded
   */
  decode(
    bytes: Uint8Array,
    data: ByteRange,
    minCodeSize: number,
    transparent: number | undefined,
    pixels: Uint16Array,
    count: number,
    resets: number[],
  ): number;
}

/** Calls are synchronous and leave nothing behind, so that one memory serves all. */
const kernelDecode = createKernelLzw(NOTHING);

export function createLzwDecoder(): LzwDecoder {
  const plain = createPlainLzwDecoder();
  return {
    decode: (...given) => kernelDecode?.(...given) ?? plain.decode(...given),
  };
}

/**
 * The kernel's twin, for machines that cannot run it and code sizes that are rare. Every string of the dictionary is a
 * piece of what was already decoded: the previous string and the pixel after it. So an entry is an offset into the
 * output and a length, and decoding is copying forward.
 */
export function createPlainLzwDecoder(): LzwDecoder {
  const starts = new Int32Array(MAX_CODES);
  const lengths = new Int32Array(MAX_CODES);

  return {
    decode(bytes, data, minCodeSize, transparent, pixels, count, resets) {
      resets.length = 0;
      if (minCodeSize < 1 || minCodeSize >= MAX_CODE_BITS) return 0;
      const clear = 1 << minCodeSize;
      const endOfData = clear + 1;
      let next = endOfData + 1;
      let codeBits = minCodeSize + 1;
      let previousStart = 0;
      let previousLength = 0;
      let position = 0;

      let at = data.start;
      let blockLeft = 0;
      let buffer = 0;
      let buffered = 0;
      while (position < count) {
        while (buffered < codeBits) {
          if (blockLeft === 0) {
            if (at >= data.end || bytes[at] === 0) return position;
            blockLeft = bytes[at++];
          }
          if (at >= data.end) return position;
          buffer |= bytes[at++] << buffered;
          buffered += 8;
          blockLeft--;
        }
        const code = buffer & ((1 << codeBits) - 1);
        buffer >>>= codeBits;
        buffered -= codeBits;

        if (code === clear) {
          if (position > (resets.at(-1) ?? 0)) resets.push(position);
          next = endOfData + 1;
          codeBits = minCodeSize + 1;
          previousLength = 0;
          continue;
        }
        if (code === endOfData) return position;

        if (previousLength > 0 && next < MAX_CODES) {
          starts[next] = previousStart;
          lengths[next] = previousLength + 1;
          next++;
          if (next === 1 << codeBits && codeBits < MAX_CODE_BITS) codeBits++;
        }
        if (code >= next) return position;

        previousStart = position;
        if (code < clear) {
          previousLength = 1;
          pixels[position++] = code === transparent ? NOTHING : Math.min(code, NOTHING);
        } else {
          previousLength = lengths[code];
          const end = Math.min(position + previousLength, count);
          for (let from = starts[code]; position < end; from++, position++) {
            pixels[position] = pixels[from];
          }
        }
      }
      return position;
    },
  };
}
