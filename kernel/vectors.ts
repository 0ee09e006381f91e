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

/** Twin: `smoothstep`, of four values; `from` is less than `to`. */
// @ts-ignore: decorator
@inline
export function smoothstepAt(values: v128, from: f32, to: f32): v128 {
  const share = f32x4.mul(f32x4.sub(values, f32x4.splat(from)), f32x4.splat(1 / (to - from)));
  const t = f32x4.pmin(f32x4.splat(1), f32x4.pmax(f32x4.splat(0), share));
  const steep = f32x4.sub(f32x4.splat(3), f32x4.add(t, t));
  return f32x4.mul(f32x4.mul(t, t), steep);
}

/** Twin: `smoothstep`. */
// @ts-ignore: decorator
@inline
export function smoothstep(value: f32, from: f32, to: f32): f32 {
  const t = min<f32>(1, max<f32>(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/**
 * Floats of 0…2²³ − 1 as integers, the nearest ones: beside 2²³, the bits of a float count ones. WebAssembly's own
 * conversion takes several instructions for the sake of all other floats.
 */
// @ts-ignore: decorator
@inline
export function wholeNumbers(floats: v128): v128 {
  const bits = f32x4.add(floats, f32x4.splat(8_388_608));
  return v128.and(bits, i32x4.splat(0x7f_ffff));
}
