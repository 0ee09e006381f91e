import { boxBlur } from "./box-blur";

/** Twin: `softenEdges`. All picture arrays have room for three pixels more; @param lines see `boxBlur` */
export function softenEdges(
  parts: usize,
  width: i32,
  height: i32,
  radius: i32,
  inside: usize,
  lines: usize,
): void {
  const bytes = <usize>(width * height) * 4;
  const one = f32x4.splat(1);
  const none = i32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const kinds = i16x8.extend_low_i8x16_u(v128.load32_zero(parts + (at >> 2)));
    const drawn = i32x4.ne(i32x4.extend_low_i16x8_u(kinds), none);
    v128.store(inside + at, v128.and(drawn, one));
  }
  boxBlur(inside, lines, width, height, 1, radius, 2);
  for (let at: usize = 0; at < bytes; at += 16) {
    const value = v128.load(inside + at);
    const depth = f32x4.pmin(one, f32x4.pmax(none, f32x4.sub(f32x4.add(value, value), one)));
    const steep = f32x4.sub(f32x4.splat(3), f32x4.add(depth, depth));
    v128.store(inside + at, f32x4.mul(f32x4.mul(depth, depth), steep));
  }
}
