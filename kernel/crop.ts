import { mix, pixelAt, within } from "./vectors";

/**
 * Twin: `cropSquare`. `source` holds the part of a level that begins at (partX, partY) and is `partWidth` pixels wide.
 */
export function crop(
  source: usize,
  partX: i32,
  partY: i32,
  partWidth: i32,
  width: i32,
  height: i32,
  originX: f64,
  originY: f64,
  stepX: f64,
  stepY: f64,
  side: i32,
  gain: f32,
  offset: f32,
  black: bool,
  planar: usize,
): void {
  const lastX: f64 = width - 1;
  const lastY: f64 = height - 1;
  const stride: usize = partWidth * 4;
  const plane: usize = side * side * 4;
  const gains = f32x4.splat(gain);
  const offsets = f32x4.splat(offset);
  let to = planar;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++, to += 4) {
      const exactX = originX + <f64>column * stepX - <f64>row * stepY;
      const exactY = originY + <f64>column * stepY + <f64>row * stepX;
      if (
        black &&
        (exactX < -0.5 || exactY < -0.5 || exactX > lastX + 0.5 || exactY > lastY + 0.5)
      ) {
        store<f32>(to, offset);
        store<f32>(to + plane, offset);
        store<f32>(to + 2 * plane, offset);
        continue;
      }
      const x = within<f64>(lastX, exactX);
      const y = within<f64>(lastY, exactY);
      const left = <i32>x;
      const top = <i32>y;
      const acrossShare = f32x4.splat(<f32>(x - <f64>left));
      const downShare = f32x4.splat(<f32>(y - <f64>top));
      const a = source + <usize>(top - partY) * stride + <usize>(left - partX) * 4;
      const across: usize = left + 1 < width ? 4 : 0;
      const below = a + (top + 1 < height ? stride : 0);
      const upper = mix(pixelAt(a), pixelAt(a + across), acrossShare);
      const lower = mix(pixelAt(below), pixelAt(below + across), acrossShare);
      const colour = f32x4.add(f32x4.mul(mix(upper, lower, downShare), gains), offsets);
      store<f32>(to, f32x4.extract_lane(colour, 0));
      store<f32>(to + plane, f32x4.extract_lane(colour, 1));
      store<f32>(to + 2 * plane, f32x4.extract_lane(colour, 2));
    }
  }
}
