/** A number in 0…1 that depends on two whole numbers and nothing else. */
function hash(x: number, y: number): number {
  let bits = Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263);
  bits = Math.imul(bits ^ (bits >>> 13), 1_274_126_177);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}

/** Smooth random values in 0…1, about one bump to the unit; the same at the same place always. */
export function valueNoise(x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fx = x - column;
  const fy = y - row;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const top = mix(hash(column, row), hash(column + 1, row), sx);
  const bottom = mix(hash(column, row + 1), hash(column + 1, row + 1), sx);
  return mix(top, bottom, sy);
}

export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

/** 0 below `from`, 1 above `to`, smooth between; falls where `from` is the larger. */
export function smoothstep(from: number, to: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}
