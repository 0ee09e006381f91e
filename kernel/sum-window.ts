/**
 * Running means of a line of floats: `out[i]` is the mean of `line[i + k · step]` for k from 0 to 2 · `radius`. `line` has
 * that much behind its last value and is changed; up to three floats behind the last of `out` are written, too.
 *
 * Sums of threes and nines are made side by side and put together to any width: no addition waits for the one before,
 * as in a running sum, and where there are zeros nothing but zero comes out.
 * @param room as large as a line
 */
export function meanOfWindow(
  line: usize,
  room: usize,
  out: usize,
  count: i32,
  step: i32,
  radius: i32,
): void {
  const scale = f32x4.splat(<f32>1 / <f32>(radius * 2 + 1));
  const bytes = <usize>count * 4;
  const next = <usize>step * 4;
  const window = radius * 2 + 1;
  if (window === 3) {
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(out + at, f32x4.mul(three(line + at, next), scale));
    }
    return;
  }
  if (window === 5) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const place = line + at;
      const last = f32x4.add(v128.load(place + next * 3), v128.load(place + next * 4));
      v128.store(out + at, f32x4.mul(f32x4.add(three(place, next), last), scale));
    }
    return;
  }
  const ninths = window / 9;
  const thirds = (window % 9) / 3;
  const ones = window % 3;
  // Sums at the end of the line reach beyond it and are never looked at.
  const whole = bytes + <usize>(radius * 2) * next;
  for (let at: usize = 0; at < whole; at += 16) v128.store(room + at, three(line + at, next));
  for (let at: usize = 0; at < bytes; at += 16) {
    let place = line + at + <usize>(window - ones) * next;
    let sum = f32x4.splat(0);
    for (let i = 0; i < ones; i++, place += next) sum = f32x4.add(sum, v128.load(place));
    place = room + at + <usize>(ninths * 9) * next;
    for (let i = 0; i < thirds; i++, place += next * 3) sum = f32x4.add(sum, v128.load(place));
    v128.store(out + at, sum);
  }
  if (ninths > 0) {
    for (let at: usize = 0; at < whole; at += 16) {
      v128.store(line + at, three(room + at, next * 3));
    }
  }
  for (let at: usize = 0; at < bytes; at += 16) {
    let sum = v128.load(out + at);
    let place = line + at;
    for (let i = 0; i < ninths; i++, place += next * 9) sum = f32x4.add(sum, v128.load(place));
    v128.store(out + at, f32x4.mul(sum, scale));
  }
}

// @ts-ignore: decorator
@inline
function three(place: usize, next: usize): v128 {
  const first = f32x4.add(v128.load(place), v128.load(place + next));
  return f32x4.add(first, v128.load(place + next * 2));
}
