import { createKernel } from "./kernel.ts";

export interface FieldShape {
  readonly width: number;
  readonly height: number;
  /** Values a cell, side by side. */
  readonly channels: number;
}

/** Values of the largest field that goes through the kernel: the grids of a face have 9,216 and four times as many. */
const MOST = 65_536;

/** What the kernel has for the lines of a field. */
const LINES = 98_304;

/** What three lines take, each a row or four columns side by side with what is continued beyond their ends. */
export function blurBytes({ width, height, channels }: FieldShape, radius: number): number {
  const cell = Math.max(channels, 4);
  const line = Math.max(width * channels, height * 4) + radius * 2 * cell + 16;
  // Sums at the end of a line reach beyond it.
  return (line * 3 + cell * 8) * 4;
}

/** `plainBoxBlur` in the kernel, the same but for rounding; undefined where there is no kernel. */
export function createKernelBlur() {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const fieldAt = kernel.begin;
  const linesAt = fieldAt + MOST * 4 + 16;
  kernel.reserve(linesAt + LINES - kernel.begin);
  // Nothing reserves more, so that this view stays.
  const memory = new Float32Array(kernel.buffer(), fieldAt, MOST);

  /** @returns false for a field that is too large: it stays as it is */
  return (field: Float32Array, shape: FieldShape, radius: number, passes: number): boolean => {
    const { width, height, channels } = shape;
    const count = width * height * channels;
    if (count > MOST || blurBytes(shape, radius) > LINES) return false;
    memory.set(field.subarray(0, count));
    kernel.boxBlur(fieldAt, linesAt, width, height, channels, radius, passes);
    field.set(memory.subarray(0, count));
    return true;
  };
}
