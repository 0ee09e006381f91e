import { createKernel } from "./kernel.ts";
import { layOut } from "./lay-out.ts";

/**
 * `ChooseCodes` in the kernel. Its memory grows to five bytes for each pixel of the largest picture.
 * @returns undefined where there is no kernel
 */
export function createKernelCodes() {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const fixed = layOut(kernel.begin);
  const tree = fixed.take(kernel.treeRoom());

  return (
    indexes: Uint8Array,
    alternatives: Uint16Array,
    count: number,
    minCodeSize: number,
  ): { codes: Uint16Array; length: number } => {
    const places = layOut(fixed.end());
    const alternativesAt = places.take(count * 2);
    const codesAt = places.take((count + Math.ceil(count / 200) + 2) * 2);
    const indexesAt = places.take(count);
    kernel.reserve(places.end() - kernel.begin);
    const memory = kernel.buffer();
    new Uint16Array(memory, alternativesAt, count).set(alternatives.subarray(0, count));
    const pixels = new Uint8Array(memory, indexesAt, count);
    pixels.set(indexes.subarray(0, count));
    const length = kernel.chooseCodes(indexesAt, alternativesAt, count, minCodeSize, tree, codesAt);
    indexes.set(pixels);
    return { codes: new Uint16Array(memory, codesAt, length), length };
  };
}
