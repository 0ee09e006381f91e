/** An RGBA pixel as four floats; alpha is the last. */
// @ts-ignore: decorator
@inline
export function pixelAt(address: usize): v128 {
  const bytes = v128.load32_zero(address);
  const words = i16x8.extend_low_i8x16_u(bytes);
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(words));
}

// @ts-ignore: decorator
@inline
export function mix(from: v128, to: v128, share: v128): v128 {
  return f32x4.add(from, f32x4.mul(f32x4.sub(to, from), share));
}
