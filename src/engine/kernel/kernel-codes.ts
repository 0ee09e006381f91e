import { createKernel } from "./kernel.ts";

/** What the kernel keeps of a dictionary. */
const TREE = 98_432;

/**
 * `ChooseCodes` in the kernel. Its memory grows to five bytes for each pixel of the largest picture.
 * @returns undefined where there is no kernel
 */
export function createKernelCodes() {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const tree = kernel.begin;
  const alternativesAt = tree + TREE;

  return (
    indexes: Uint8Array,
    alternatives: Uint16Array,
    count: number,
    minCodeSize: number,
  ): { codes: Uint16Array; length: number } => {
    const codesAt = alternativesAt + count * 2;
    const mostCodes = count + Math.ceil(count / 200) + 2;
    const indexesAt = codesAt + mostCodes * 2;
    kernel.reserve(indexesAt + count - kernel.begin);
    const memory = kernel.buffer();
    new Uint16Array(memory, alternativesAt, count).set(alternatives.subarray(0, count));
    const pixels = new Uint8Array(memory, indexesAt, count);
    pixels.set(indexes.subarray(0, count));
    const length = kernel.chooseCodes(indexesAt, alternativesAt, count, minCodeSize, tree, codesAt);
    indexes.set(pixels);
    return { codes: new Uint16Array(memory, codesAt, length), length };
  };
}
