/**
 * Twin: `plainMedian`. Sixteen values at a time, each sorted in by comparing it with all that came before.
 * @param samples `count` arrays of `length` bytes, a multiple of 16, one behind the other; at least one
 * @param sorted room for `count` vectors
 */
export function medianBytes(
  samples: usize,
  count: i32,
  length: i32,
  sorted: usize,
  out: usize,
): void {
  const end = sorted + <usize>count * 16;
  const middle = sorted + <usize>(count >> 1) * 16;
  for (let at: usize = 0; at < <usize>length; at += 16) {
    let from = samples + at;
    for (let last = sorted; last < end; last += 16, from += length) {
      let value = v128.load(from);
      for (let place = sorted; place < last; place += 16) {
        const other = v128.load(place);
        v128.store(place, i8x16.min_u(other, value));
        value = i8x16.max_u(other, value);
      }
      v128.store(last, value);
    }
    v128.store(out + at, v128.load(middle));
  }
}
