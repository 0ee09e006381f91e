import { meanOfWindow } from "./sum-window";

/**
 * Twin: `boxBlur`. Along and across are done one after the other, each with all its passes: a line stays in the cache,
 * and since no pass along mixes rows, their order makes no difference.
 * @param lines room for three lines with what is continued beyond their ends, see `blurBytes` in kernel-blur.ts
 */
export function boxBlur(
  field: usize,
  lines: usize,
  width: i32,
  height: i32,
  channels: i32,
  radius: i32,
  passes: i32,
): void {
  const lanes = width * channels;
  const longest = max(lanes, height * 4) + radius * 2 * max(channels, 4);
  const room = <usize>((longest + 12) & ~3) * 4;
  for (let y = 0; y < height; y++) {
    const row = field + <usize>y * <usize>lanes * 4;
    blurRow(row, lines, room, lanes, channels, radius, passes);
  }
  for (let x = 0; x < lanes; x += 4) {
    blurStrip(field + <usize>x * 4, lines, room, lanes, height, radius, passes, min(4, lanes - x));
  }
}

function blurRow(
  row: usize,
  lines: usize,
  room: usize,
  lanes: i32,
  channels: i32,
  radius: i32,
  passes: i32,
): void {
  const margin = <usize>(radius * channels) * 4;
  const cell = <usize>channels * 4;
  const bytes = <usize>lanes * 4;
  let line = lines;
  let other = lines + room;
  memory.copy(line + margin, row, bytes);
  for (let pass = 0; pass < passes; pass++) {
    const first = line + margin;
    const last = first + bytes - cell;
    for (let at: usize = 0; at < margin; at += 4) {
      store<f32>(line + at, load<f32>(first + (at % cell)));
      store<f32>(first + bytes + at, load<f32>(last + (at % cell)));
    }
    meanOfWindow(line, lines + room * 2, other + margin, lanes, channels, radius);
    const blurred = other;
    other = line;
    line = blurred;
  }
  memory.copy(row, line + margin, bytes);
}

/** Four columns side by side, or as many as are left. */
function blurStrip(
  top: usize,
  lines: usize,
  room: usize,
  lanes: i32,
  height: i32,
  radius: i32,
  passes: i32,
  count: i32,
): void {
  const stride = <usize>lanes * 4;
  const margin = <usize>radius * 16;
  const end = margin + <usize>height * 16;
  let line = lines;
  let other = lines + room;
  let from = top;
  // What is read beyond the last column is computed and thrown away.
  for (let at = margin; at < end; at += 16, from += stride) v128.store(line + at, v128.load(from));
  for (let pass = 0; pass < passes; pass++) {
    const first = v128.load(line + margin);
    const last = v128.load(line + end - 16);
    for (let at: usize = 0; at < margin; at += 16) {
      v128.store(line + at, first);
      v128.store(line + end + at, last);
    }
    meanOfWindow(line, lines + room * 2, other + margin, height * 4, 4, radius);
    const blurred = other;
    other = line;
    line = blurred;
  }
  from = top;
  if (count === 4) {
    for (let at = margin; at < end; at += 16, from += stride) {
      v128.store(from, v128.load(line + at));
    }
    return;
  }
  for (let at = margin; at < end; at += 16, from += stride) {
    for (let i = 0; i < count; i++) {
      store<f32>(from + <usize>i * 4, load<f32>(line + at + <usize>i * 4));
    }
  }
}
