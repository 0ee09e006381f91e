/** Twin: `narrow`. Indexes above 255 become `transparent`. @returns all indexes ored */
export function narrow(indexes: usize, count: i32, transparent: i32, bytes: usize): i32 {
  const most = i16x8.splat(255);
  const nothing = i16x8.splat(<i16>transparent);
  const vectors = count >> 4;
  let ored = i16x8.splat(0);
  for (let i = 0; i < vectors; i++) {
    const first = v128.load(indexes + <usize>i * 32);
    const second = v128.load(indexes + <usize>i * 32, 16);
    ored = v128.or(ored, v128.or(first, second));
    const low = v128.bitselect(nothing, first, i16x8.gt_u(first, most));
    const high = v128.bitselect(nothing, second, i16x8.gt_u(second, most));
    v128.store(bytes + <usize>i * 16, i8x16.narrow_i16x8_u(low, high));
  }
  let all: i32 = 0;
  for (let i = vectors << 4; i < count; i++) {
    const index = load<u16>(indexes + <usize>i * 2);
    all |= index;
    store<u8>(bytes + i, index > 255 ? <u8>transparent : <u8>index);
  }
  const halves = v128.or(ored, i8x16.shuffle(ored, ored, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  for (let half = i64x2.extract_lane(halves, 0), lane = 0; lane < 4; lane++, half >>= 16) {
    all |= <i32>half & 0xffff;
  }
  return all;
}

/** Twin: `widen`. Bytes that are `transparent` (−1 for none) become `nothing`. */
export function widen(bytes: usize, count: i32, transparent: i32, nothing: i32, indexes: usize): void {
  const skipped = i16x8.splat(<i16>transparent);
  const replacement = i16x8.splat(<i16>nothing);
  const vectors = count >> 3;
  for (let i = 0; i < vectors; i++) {
    const wide = i16x8.extend_low_i8x16_u(v128.load64_zero(bytes + <usize>i * 8));
    const drawn = v128.bitselect(replacement, wide, i16x8.eq(wide, skipped));
    v128.store(indexes + <usize>i * 16, drawn);
  }
  for (let i = vectors << 3; i < count; i++) {
    const byte: i32 = load<u8>(bytes + i);
    store<u16>(indexes + <usize>i * 2, <u16>(byte === transparent ? nothing : byte));
  }
}

/** Twin: `drawIndexes`. Indexes above 255 draw nothing. */
export function drawIndexes(indexes: usize, count: i32, colours: usize, pixels: usize): void {
  for (let i: usize = 0, end: usize = count; i < end; i++) {
    const index = load<u16>(indexes + i * 2);
    const at = pixels + i * 4;
    const colour = load<u32>(colours + <usize>(index & 255) * 4);
    store<u32>(at, select(colour, load<u32>(at), index < 256));
  }
}
