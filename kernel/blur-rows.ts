/** A channel of floats, two rows at a time, as one addition must wait for the one before; the sums are doubles. */
export function blurRows(from: usize, to: usize, width: i32, height: i32, radius: i32): void {
  const scale = f64x2.splat(1 / <f64>(radius * 2 + 1));
  const stride: usize = width * 4;
  const last = width - 1;
  for (let y = 0; y < height; y += 2) {
    const row: usize = <usize>y * stride;
    const upper = from + row;
    // Of an odd number of rows, the last one is done twice.
    const below: usize = y + 1 < height ? stride : 0;
    const target = to + row;
    let sum = f64x2.mul(rowsAt(upper, below), f64x2.splat(<f64>(radius + 1)));
    for (let x = 1; x <= radius; x++) {
      sum = f64x2.add(sum, rowsAt(upper + <usize>min(last, x) * 4, below));
    }
    for (let x = 0; x < width; x++) {
      const mean = f32x4.demote_f64x2_zero(f64x2.mul(sum, scale));
      v128.store32_lane(target + <usize>x * 4, mean, 0);
      v128.store32_lane(target + <usize>x * 4 + below, mean, 1);
      const entering = rowsAt(upper + <usize>min(last, x + radius + 1) * 4, below);
      const leaving = rowsAt(upper + <usize>max(0, x - radius) * 4, below);
      sum = f64x2.add(sum, f64x2.sub(entering, leaving));
    }
  }
}

/** The same place in two rows, as doubles. */
// @ts-ignore: decorator
@inline
function rowsAt(address: usize, below: usize): v128 {
  const first = v128.load32_zero(address);
  return f64x2.promote_low_f32x4(v128.load32_lane(address + below, first, 1));
}
