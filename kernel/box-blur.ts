import { blurRows } from "./blur-rows";

/**
 * Twin: `boxBlur`. `channels` is 1 or even; `scratch` has room for the field, `sums` for a row of doubles.
 */
export function boxBlur(
  field: usize,
  scratch: usize,
  sums: usize,
  width: i32,
  height: i32,
  channels: i32,
  radius: i32,
  passes: i32,
): void {
  for (let pass = 0; pass < passes; pass++) {
    if (channels === 1) blurRows(field, scratch, width, height, radius);
    else if (channels === 4) blurFours(field, scratch, width, height, radius);
    else for (let c = 0; c < channels; c += 2) {
      blurPairs(field + <usize>c * 4, scratch + <usize>c * 4, width, height, channels, radius);
    }
    blurLanes(scratch, field, sums, width * channels, height, radius);
  }
}

/** Two channels side by side as doubles. */
// @ts-ignore: decorator
@inline
function pairAt(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

// @ts-ignore: decorator
@inline
function storePair(address: usize, pair: v128): void {
  v128.store64_lane(address, f32x4.demote_f64x2_zero(pair), 0);
}

/** Both pairs of a cell side by side, as one addition must wait for the one before. */
function blurFours(from: usize, to: usize, width: i32, height: i32, radius: i32): void {
  const scale = f64x2.splat(1 / <f64>(radius * 2 + 1));
  const first = f64x2.splat(<f64>(radius + 1));
  const last = width - 1;
  for (let y = 0; y < height; y++) {
    const row: usize = <usize>y * <usize>width * 16;
    const source = from + row;
    let sum = f64x2.mul(pairAt(source), first);
    let other = f64x2.mul(pairAt(source + 8), first);
    for (let x = 1; x <= radius; x++) {
      const at = source + <usize>min(last, x) * 16;
      sum = f64x2.add(sum, pairAt(at));
      other = f64x2.add(other, pairAt(at + 8));
    }
    for (let x = 0; x < width; x++) {
      const target = to + row + <usize>x * 16;
      storePair(target, f64x2.mul(sum, scale));
      storePair(target + 8, f64x2.mul(other, scale));
      const entering = source + <usize>min(last, x + radius + 1) * 16;
      const leaving = source + <usize>max(0, x - radius) * 16;
      sum = f64x2.add(sum, f64x2.sub(pairAt(entering), pairAt(leaving)));
      other = f64x2.add(other, f64x2.sub(pairAt(entering + 8), pairAt(leaving + 8)));
    }
  }
}

function blurPairs(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  channels: i32,
  radius: i32,
): void {
  const scale = f64x2.splat(1 / <f64>(radius * 2 + 1));
  const step: usize = channels * 4;
  const last = width - 1;
  for (let y = 0; y < height; y++) {
    const row: usize = <usize>y * <usize>width * step;
    const source = from + row;
    let sum = f64x2.mul(pairAt(source), f64x2.splat(<f64>(radius + 1)));
    for (let x = 1; x <= radius; x++) {
      sum = f64x2.add(sum, pairAt(source + <usize>min(last, x) * step));
    }
    for (let x = 0; x < width; x++) {
      storePair(to + row + <usize>x * step, f64x2.mul(sum, scale));
      const entering = pairAt(source + <usize>min(last, x + radius + 1) * step);
      const leaving = pairAt(source + <usize>max(0, x - radius) * step);
      sum = f64x2.add(sum, f64x2.sub(entering, leaving));
    }
  }
}

/** Down all columns at once; a field of `lanes` floats a row. */
function blurLanes(
  from: usize,
  to: usize,
  sums: usize,
  lanes: i32,
  height: i32,
  radius: i32,
): void {
  const scale: f64 = 1 / <f64>(radius * 2 + 1);
  const scales = f64x2.splat(scale);
  const stride: usize = lanes * 4;
  const even = lanes & ~1;
  memory.fill(sums, 0, <usize>lanes * 8);
  for (let y = -radius; y <= radius; y++) {
    const row = from + <usize>min(height - 1, max(0, y)) * stride;
    for (let x = 0; x < lanes; x++) {
      const at = sums + <usize>x * 8;
      store<f64>(at, load<f64>(at) + <f64>load<f32>(row + <usize>x * 4));
    }
  }
  for (let y = 0; y < height; y++) {
    const target = to + <usize>y * stride;
    const entering = from + <usize>min(height - 1, y + radius + 1) * stride;
    const leaving = from + <usize>max(0, y - radius) * stride;
    for (let x = 0; x < even; x += 2) {
      const o: usize = x * 4;
      const sum = v128.load(sums + o * 2);
      storePair(target + o, f64x2.mul(sum, scales));
      const change = f64x2.sub(pairAt(entering + o), pairAt(leaving + o));
      v128.store(sums + o * 2, f64x2.add(sum, change));
    }
    for (let x = even; x < lanes; x++) {
      const o: usize = x * 4;
      const sum = load<f64>(sums + o * 2);
      store<f32>(target + o, <f32>(sum * scale));
      const change = <f64>load<f32>(entering + o) - <f64>load<f32>(leaving + o);
      store<f64>(sums + o * 2, sum + change);
    }
  }
}
