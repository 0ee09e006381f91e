import { createKernelBlur } from "../kernel/kernel-blur.ts";
import type { FieldShape } from "../kernel/kernel-blur.ts";

/** Calls are synchronous and leave nothing behind, so that one memory serves all. */
const kernelBlur = createKernelBlur();

/**
 * Blurs an interleaved field in place with repeated box filters (three passes come close to a Gaussian).
 * The border's values are continued outwards, so a constant stays that constant.
 * @param radius whole cells; below 1 nothing happens
 */
export function boxBlur(
  field: Float32Array,
  shape: FieldShape,
  radius: number,
  passes: number,
): void {
  if (radius < 1) return;
  if (!kernelBlur?.(field, shape, radius, passes)) plainBoxBlur(field, shape, radius, passes);
}

/** The kernel's twin, for machines that cannot run it and fields that are too large for its memory. */
export function plainBoxBlur(
  field: Float32Array,
  shape: FieldShape,
  radius: number,
  passes: number,
): void {
  const scratch = new Float32Array(field.length);
  const sums = new Float64Array(shape.width * shape.channels);
  for (let pass = 0; pass < passes; pass++) {
    blurRows(field, scratch, shape, radius);
    blurColumns(scratch, field, shape, radius, sums);
  }
}

function blurRows(
  from: Float32Array,
  to: Float32Array,
  { width, height, channels }: FieldShape,
  radius: number,
): void {
  const scale = 1 / (2 * radius + 1);
  const stride = width * channels;
  for (let y = 0; y < height; y++) {
    for (let c = 0; c < channels; c++) {
      const first = y * stride + c;
      const last = first + stride - channels;
      let sum = from[first] * (radius + 1);
      for (let x = 1; x <= radius; x++) sum += from[Math.min(last, first + x * channels)];
      let entering = first + (radius + 1) * channels;
      let leaving = first - radius * channels;
      for (let at = first; at <= last; at += channels) {
        to[at] = sum * scale;
        sum += from[entering > last ? last : entering] - from[leaving < first ? first : leaving];
        entering += channels;
        leaving += channels;
      }
    }
  }
}

/** Row by row, so that memory is read in order. */
function blurColumns(
  from: Float32Array,
  to: Float32Array,
  { width, height, channels }: FieldShape,
  radius: number,
  sums: Float64Array,
): void {
  const scale = 1 / (2 * radius + 1);
  const stride = width * channels;
  sums.fill(0);
  for (let y = -radius; y <= radius; y++) {
    const row = Math.min(height - 1, Math.max(0, y)) * stride;
    for (let x = 0; x < stride; x++) sums[x] += from[row + x];
  }
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    const entering = Math.min(height - 1, y + radius + 1) * stride;
    const leaving = Math.max(0, y - radius) * stride;
    for (let x = 0; x < stride; x++) {
      to[row + x] = sums[x] * scale;
      sums[x] += from[entering + x] - from[leaving + x];
    }
  }
}
