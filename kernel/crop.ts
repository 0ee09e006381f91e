import { mix, pixelAt } from "./vectors";

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
  const last = f64x2(lastX, lastY);
  const step = f64x2(stepX, stepY);
  const turned = f64x2(-stepY, stepX);
  const stride: usize = partWidth * 4;
  const plane: usize = side * side * 4;
  const gains = f32x4.splat(gain);
  const offsets = f32x4.splat(offset);
  let to = planar;
  for (let row = 0; row < side; row++) {
    const down = f64x2.mul(f64x2.splat(<f64>row), turned);
    for (let column = 0; column < side; column++, to += 4) {
      const along = f64x2.mul(f64x2.splat(<f64>column), step);
      const exact = f64x2.add(f64x2.add(f64x2(originX, originY), along), down);
      if (black) {
        const exactX = f64x2.extract_lane(exact, 0);
        const exactY = f64x2.extract_lane(exact, 1);
        if (exactX < -0.5 || exactY < -0.5 || exactX > lastX + 0.5 || exactY > lastY + 0.5) {
          store<f32>(to, offset);
          store<f32>(to + plane, offset);
          store<f32>(to + 2 * plane, offset);
          continue;
        }
      }
      const place = f64x2.pmin(last, f64x2.pmax(f64x2.splat(0), exact));
      const corner = f64x2.floor(place);
      const share = f32x4.demote_f64x2_zero(f64x2.sub(place, corner));
      const acrossShare = f32x4.splat(f32x4.extract_lane(share, 0));
      const downShare = f32x4.splat(f32x4.extract_lane(share, 1));
      // Beside 2⁵² the bits of a double count ones.
      const whole = f64x2.add(corner, f64x2.splat(4_503_599_627_370_496));
      const left = i32x4.extract_lane(whole, 0);
      const top = i32x4.extract_lane(whole, 2);
      const a = source + <usize>(top - partY) * stride + <usize>(left - partX) * 4;
      const across: usize = left + 1 < width ? 4 : 0;
      const below = a + (top + 1 < height ? stride : 0);
      const upper = mix(pixelAt(a), pixelAt(a + across), acrossShare);
      const lower = mix(pixelAt(below), pixelAt(below + across), acrossShare);
      const colour = f32x4.add(f32x4.mul(mix(upper, lower, downShare), gains), offsets);
      v128.store32_lane(to, colour, 0);
      v128.store32_lane(to + plane, colour, 1);
      v128.store32_lane(to + 2 * plane, colour, 2);
    }
  }
}
