/** 0 below `from`, 1 above `to`, and a smooth cubic between; with `from > to` it falls instead of rising. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/** `from` at share 0, `to` at 1. */
export function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
