/**
 * Blurs an interleaved field in place with repeated box filters (three passes come close to a Gaussian).
 * The border's values are continued outwards, so a constant stays that constant.
 * @param radius whole cells; below 1 nothing happens
 * @param scratch at least as long as `field`; its content is lost
 */
export function boxBlur(
  field: Float32Array,
  shape: { readonly width: number; readonly height: number; readonly channels: number },
  radius: number,
  passes: number,
  scratch: Float32Array = new Float32Array(field.length),
): void {
  if (radius < 1) return;
  const { width, height, channels } = shape;
  const stride = width * channels;
  for (let pass = 0; pass < passes; pass++) {
    for (let y = 0; y < height; y++) {
      for (let c = 0; c < channels; c++) {
        blurLine(field, scratch, y * stride + c, channels, width, radius);
      }
    }
    for (let x = 0; x < stride; x++) blurLine(scratch, field, x, stride, height, radius);
  }
}

function blurLine(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  radius: number,
): void {
  const scale = 1 / (2 * radius + 1);
  const end = start + (length - 1) * step;
  let sum = 0;
  for (let i = -radius; i <= radius; i++) {
    sum += from[Math.min(end, Math.max(start, start + i * step))];
  }
  let entering = start + (radius + 1) * step;
  let leaving = start - radius * step;
  for (let at = start; at <= end; at += step) {
    to[at] = sum * scale;
    sum += from[entering > end ? end : entering] - from[leaving < start ? start : leaving];
    entering += step;
    leaving += step;
  }
}
