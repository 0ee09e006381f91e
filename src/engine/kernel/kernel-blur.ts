import { createKernel } from "./kernel.ts";

export interface FieldShape {
  readonly width: number;
  readonly height: number;
  /** Values a cell, side by side. */
  readonly channels: number;
}

/** Values of the largest field that goes through the kernel: the grids of a face have 9,216 and four times as many. */
const MOST = 65_536;

/** `plainBoxBlur` in the kernel, the same but for rounding; undefined where there is no kernel. */
export function createKernelBlur() {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const fieldAt = kernel.begin;
  const scratchAt = fieldAt + MOST * 4;
  const sumsAt = scratchAt + MOST * 4;
  kernel.reserve(sumsAt + MOST * 8 - kernel.begin);
  // Nothing reserves more, so that this view stays.
  const memory = new Float32Array(kernel.buffer(), fieldAt, MOST);

  /** @returns false for a field that is too large or has an odd number of channels: it stays as it is */
  return (field: Float32Array, shape: FieldShape, radius: number, passes: number): boolean => {
    const { width, height, channels } = shape;
    const count = width * height * channels;
    if (count > MOST || (channels > 1 && channels % 2 === 1)) return false;
    memory.set(field.subarray(0, count));
    kernel.boxBlur(fieldAt, scratchAt, sumsAt, width, height, channels, radius, passes);
    field.set(memory.subarray(0, count));
    return true;
  };
}
