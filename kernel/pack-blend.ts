import { wholeNumbers } from "./vectors";

/** Of src/engine/swap/blend-field.ts and `lightFloor` in light-field.ts. */
/** Rec. 601. */
const RED: f32 = 0.299;
const GREEN: f32 = 0.587;
const BLUE: f32 = 0.114;
const MOST_GAIN: f32 = 3;
const FULL_FLOOR: f32 = 64;
const LIGHT_FLOOR: f32 = 10;
const PER_GAIN: f32 = 8192;
const PER_ALPHA: f32 = 16_384;
const PER_LIGHT: f32 = 32;

/** Twin: `filterInTime`, of five maps of `count` floats, a multiple of four, with what each counts. */
export function filterInTime(
  first: usize,
  second: usize,
  third: usize,
  fourth: usize,
  fifth: usize,
  a: f32,
  b: f32,
  c: f32,
  d: f32,
  e: f32,
  count: i32,
  out: usize,
): void {
  for (let at: usize = 0; at < <usize>count * 4; at += 16) {
    const before = f32x4.add(
      f32x4.mul(v128.load(first + at), f32x4.splat(a)),
      f32x4.mul(v128.load(second + at), f32x4.splat(b)),
    );
    const after = f32x4.add(
      f32x4.mul(v128.load(fourth + at), f32x4.splat(d)),
      f32x4.mul(v128.load(fifth + at), f32x4.splat(e)),
    );
    const own = f32x4.mul(v128.load(third + at), f32x4.splat(c));
    v128.store(out + at, f32x4.add(f32x4.add(before, after), own));
  }
}

/**
 * Twin: `filterBare`, of five maps as `filterInTime`, each with how bare its cells are.
 * @param own the frame's own map, and `bare` how bare it is
 * @param maps addresses of the five maps, then of the five that tell how bare they are
 * @param weights five floats
 */
export function filterBare(
  maps: usize,
  weights: usize,
  own: usize,
  bare: usize,
  count: i32,
  out: usize,
): void {
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < <usize>count * 4; at += 16) {
    let sum = f32x4.splat(0);
    let total = f32x4.splat(1e-6);
    for (let k: usize = 0; k < 20; k += 4) {
      const seen = v128.load(<usize>load<u32>(maps + k + 20) + at);
      const weight = f32x4.mul(v128.load32_splat(weights + k), seen);
      const value = v128.load(<usize>load<u32>(maps + k) + at);
      sum = f32x4.add(sum, f32x4.mul(weight, value));
      total = f32x4.add(total, weight);
    }
    const share = v128.load(bare + at);
    const filtered = f32x4.mul(share, f32x4.div(sum, total));
    const rest = f32x4.mul(f32x4.sub(one, share), v128.load(own + at));
    v128.store(out + at, f32x4.add(filtered, rest));
  }
}

/**
 * Twin: `createBlendPacker`.
 * @param light RGB by cell of the half-size grid, with a float of room behind the last
 * @param perLight by cell of the full grid: one over the photo's light, red, green, blue and luma
 * @param right how far the eyes are closed
 */
export function packBlend(
  alpha: usize,
  rightLids: usize,
  leftLids: usize,
  right: f32,
  left: f32,
  light: usize,
  perLight: usize,
  size: i32,
  colour: f32,
  out: usize,
): void {
  const half = size >> 1;
  const row = <usize>half * 12;
  const most = f32x4.splat(0.75);
  const rest = f32x4.splat(0.25);
  let cell: usize = 0;
  for (let y = 0; y < size; y++) {
    const near = light + <usize>(y >> 1) * row;
    const beside = (y & 1) === 0 ? (y >> 1) - 1 : (y >> 1) + 1;
    const far = light + <usize>min(half - 1, max(0, beside)) * row;
    let here = f32x4.add(f32x4.mul(v128.load(near), most), f32x4.mul(v128.load(far), rest));
    let before = here;
    for (let x = 0; x < half; x++) {
      const next = <usize>min(half - 1, x + 1) * 12;
      const after = f32x4.add(
        f32x4.mul(v128.load(near + next), most),
        f32x4.mul(v128.load(far + next), rest),
      );
      const middle = f32x4.mul(here, most);
      for (let side = 0; side < 2; side++, cell += 4) {
        const lit = f32x4.add(middle, f32x4.mul(side === 0 ? before : after, rest));
        const own = max<f32>(
          right * load<f32>(rightLids + cell),
          left * load<f32>(leftLids + cell),
        );
        const gain = gainOf(lit, v128.load(perLight + cell * 4), colour);
        const first = f32x4.replace_lane(
          f32x4.mul(gain, f32x4.splat(PER_GAIN)),
          3,
          load<f32>(alpha + cell) * PER_ALPHA,
        );
        const second = f32x4.replace_lane(
          f32x4.mul(lit, f32x4.splat(PER_LIGHT)),
          3,
          own * PER_ALPHA,
        );
        const packed = i16x8.narrow_i32x4_s(wholeNumbers(first), wholeNumbers(second));
        v128.store(out + cell * 4, packed);
      }
      before = here;
      here = after;
    }
  }
}

// @ts-ignore: decorator
@inline
function gainOf(lit: v128, perLight: v128, colour: f32): v128 {
  const brightness =
    RED * f32x4.extract_lane(lit, 0) +
    GREEN * f32x4.extract_lane(lit, 1) +
    BLUE * f32x4.extract_lane(lit, 2);
  const floor = min<f32>(LIGHT_FLOOR, (LIGHT_FLOOR / FULL_FLOOR) * brightness);
  const exact = f32x4.mul(f32x4.add(lit, f32x4.splat(floor)), perLight);
  const gain = f32x4.pmin(exact, f32x4.splat(MOST_GAIN));
  if (colour >= 1) return gain;
  const red = f32x4.extract_lane(lit, 0);
  const green = f32x4.extract_lane(lit, 1);
  const brightest = max<f32>(max<f32>(red, green), f32x4.extract_lane(lit, 2)) + floor;
  const toned = min<f32>(f32x4.extract_lane(perLight, 3), MOST_GAIN / brightest);
  const bright = f32x4.add(lit, f32x4.splat(floor));
  const ofTone = f32x4.mul(bright, f32x4.splat(toned * (1 - colour)));
  return f32x4.add(ofTone, f32x4.mul(gain, f32x4.splat(colour)));
}
