import type { ByteRange } from "../../media/gif-frame.ts";
import { createKernel } from "./kernel.ts";

/** Two numbers for each of the 4096 codes. */
const STRINGS = 4096 * 8;
/** How far the kernel reads behind the data and writes behind the pixels. */
const SLACK = 16;
/** Indexes that leave the kernel at a time. */
const STRIP = 32_768;
const NONE = -1;
/** Larger code sizes have literals that no byte holds. */
const MOST_CODE_SIZE = 8;

/**
 * `LzwDecoder.decode` in the kernel. Its memory grows to the largest frame's pixels and data, a byte each, and to twice
 * that for one with a reset at every other code.
 * @returns undefined where there is no kernel
 */
export function createKernelLzw(nothing: number) {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const strings = kernel.begin;
  const wide = strings + STRINGS;
  const data = wide + STRIP * 2;

  /** @returns how many pixels were decoded; undefined for a code size that it does not know: nothing is written then */
  return (
    bytes: Uint8Array,
    { start, end }: ByteRange,
    minCodeSize: number,
    transparent: number | undefined,
    out: Uint16Array,
    count: number,
    resets: number[],
  ): number | undefined => {
    if (minCodeSize < 1 || minCodeSize > MOST_CODE_SIZE) return undefined;
    const length = Math.max(0, Math.min(end, bytes.length) - start);
    const resetsAt = aligned(data + length + SLACK);
    // A reset takes a code for itself and one for a pixel.
    const mostResets = Math.min(count, Math.ceil((length * 8) / (2 * (minCodeSize + 1))));
    const pixels = aligned(resetsAt + (mostResets + 1) * 4);
    kernel.reserve(pixels + count + SLACK - kernel.begin);
    const memory = kernel.buffer();
    new Uint8Array(memory, data, length).set(bytes.subarray(start, start + length));
    const decoded = kernel.decodeLzw(data, length, minCodeSize, strings, pixels, count, resetsAt);
    for (let from = 0; from < decoded; from += STRIP) {
      const part = Math.min(STRIP, decoded - from);
      kernel.widen(pixels + from, part, transparent ?? NONE, nothing, wide);
      out.set(new Uint16Array(memory, wide, part), from);
    }
    const [found] = new Int32Array(memory, resetsAt, 1);
    resets.length = 0;
    for (const position of new Int32Array(memory, resetsAt + 4, found)) resets.push(position);
    return decoded;
  };
}

function aligned(address: number): number {
  return Math.ceil(address / 16) * 16;
}
