import { mix, pixelAt, wholeNumbers } from "./vectors";

/**
 * Twin: `sampleUv` into bytes. `source` holds the part of a level that begins at (partX, partY) and reaches beyond all
 * cells, or to the level's border.
 * @param places (x, y) of each mesh point in pixels of the level, doubles
 * @param cells `count` numbers of cells; @param corners three mesh points for each, as bytes from `places`, and
 * @param weights their weights
 * @param colours RGB by cell, in which cells come in order
 */
export function sampleUv(
  source: usize,
  partX: i32,
  partY: i32,
  partWidth: i32,
  partHeight: i32,
  places: usize,
  cells: usize,
  corners: usize,
  weights: usize,
  count: i32,
  colours: usize,
): void {
  // Pixels' centres lie at halves.
  const origin = f64x2(<f64>partX + 0.5, <f64>partY + 0.5);
  const last = f64x2(<f64>(partWidth - 1), <f64>(partHeight - 1));
  const stride: usize = partWidth * 4;
  for (let i: usize = 0; i < <usize>count; i++, corners += 6, weights += 12) {
    const first = f64x2.mul(cornerAt(places, corners), weightAt(weights));
    const second = f64x2.mul(cornerAt(places, corners + 2), weightAt(weights + 4));
    const third = f64x2.mul(cornerAt(places, corners + 4), weightAt(weights + 8));
    const exact = f64x2.sub(f64x2.add(f64x2.add(first, second), third), origin);
    const place = f64x2.pmin(last, f64x2.pmax(f64x2.splat(0), exact));
    const corner = f64x2.floor(place);
    const share = f32x4.demote_f64x2_zero(f64x2.sub(place, corner));
    // Beside 2⁵² the bits of a double count ones.
    const whole = f64x2.add(corner, f64x2.splat(4_503_599_627_370_496));
    const left = i32x4.extract_lane(whole, 0);
    const top = i32x4.extract_lane(whole, 2);
    const a = source + <usize>top * stride + <usize>left * 4;
    const across: usize = left + 1 < partWidth ? 4 : 0;
    const below = a + (top + 1 < partHeight ? stride : 0);
    const acrossShare = f32x4.splat(f32x4.extract_lane(share, 0));
    const upper = mix(pixelAt(a), pixelAt(a + across), acrossShare);
    const lower = mix(pixelAt(below), pixelAt(below + across), acrossShare);
    const colour = mix(upper, lower, f32x4.splat(f32x4.extract_lane(share, 1)));
    const words = i16x8.narrow_i32x4_u(wholeNumbers(colour), i32x4.splat(0));
    // Without alpha: a cell off the face that comes next stays 0.
    const bytes = v128.and(i8x16.narrow_i16x8_u(words, words), i32x4.splat(0xff_ffff));
    v128.store32_lane(colours + <usize>load<u32>(cells + i * 4) * 3, bytes, 0);
  }
}

// @ts-ignore: decorator
@inline
function cornerAt(places: usize, corner: usize): v128 {
  return v128.load(places + <usize>load<u16>(corner));
}

// @ts-ignore: decorator
@inline
function weightAt(weight: usize): v128 {
  return f64x2.splat(<f64>load<f32>(weight));
}
