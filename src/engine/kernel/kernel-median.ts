import { createKernel } from "./kernel.ts";

/** Values of each array that the kernel gets at a time, and the most arrays. */
const CHUNK = 4096;
const MOST = 32;

/** `plainMedian` in the kernel, which agrees wholly; undefined where there is no kernel. */
export function createKernelMedian() {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const samplesAt = kernel.begin;
  const sortedAt = samplesAt + MOST * CHUNK;
  const outAt = sortedAt + MOST * 16;
  kernel.reserve(outAt + CHUNK - kernel.begin);
  // Nothing reserves more, so that these views stay.
  const samples = new Uint8Array(kernel.buffer(), samplesAt, MOST * CHUNK);
  const medians = new Uint8Array(kernel.buffer(), outAt, CHUNK);

  /** @returns false for more arrays than there is room for: nothing is written then */
  return (arrays: readonly Uint8Array[], out: Uint8Array): boolean => {
    if (arrays.length > MOST) return false;
    for (let from = 0; from < out.length; from += CHUNK) {
      const count = Math.min(CHUNK, out.length - from);
      arrays.forEach((array, i) => samples.set(array.subarray(from, from + count), i * CHUNK));
      kernel.medianBytes(samplesAt, arrays.length, CHUNK, sortedAt, outAt);
      out.set(medians.subarray(0, count), from);
    }
    return true;
  };
}
