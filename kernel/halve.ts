/**
 * Twin: `halveInto` of src/engine/pyramid.ts, for rows that lie one below the other; of an odd number the last one
 * stands alone.
 * @returns all pixels and-ed together
 */
export function halve(source: usize, width: i32, rows: i32, half: usize): u32 {
  const stride: usize = width * 4;
  const vectors = width >> 2;
  const two = i16x8.splat(2);
  let allPixels = i32x4.splat(-1);
  let all: u32 = 0xffff_ffff;
  let to = half;
  for (let row = 0; row < rows; row += 2) {
    const upper = source + <usize>row * stride;
    const lower = row + 1 < rows ? upper + stride : upper;
    for (let v = 0; v < vectors; v++, to += 8) {
      const a = v128.load(upper + <usize>v * 16);
      const b = v128.load(lower + <usize>v * 16);
      allPixels = v128.and(allPixels, v128.and(a, b));
      const first = i16x8.add(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b));
      const second = i16x8.add(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b));
      const even = i64x2.shuffle(first, second, 0, 2);
      const odd = i64x2.shuffle(first, second, 1, 3);
      const mean = i16x8.shr_u(i16x8.add(i16x8.add(even, odd), two), 2);
      v128.store64_lane(to, i8x16.narrow_i16x8_u(mean, mean), 0);
    }
    for (let x = vectors << 2; x < width; x += 2, to += 4) {
      const left: usize = x * 4;
      const right: usize = x + 1 < width ? left + 4 : left;
      all &= load<u32>(upper + left) & load<u32>(upper + right);
      all &= load<u32>(lower + left) & load<u32>(lower + right);
      for (let channel: usize = 0; channel < 4; channel++) {
        const sum: u32 =
          <u32>load<u8>(upper + left + channel) +
          <u32>load<u8>(upper + right + channel) +
          <u32>load<u8>(lower + left + channel) +
          <u32>load<u8>(lower + right + channel);
        store<u8>(to + channel, (sum + 2) >> 2);
      }
    }
  }
  const pairs = v128.and(allPixels, i64x2.shuffle(allPixels, allPixels, 1, 0));
  return all & i32x4.extract_lane(pairs, 0) & i32x4.extract_lane(pairs, 1);
}
