import { lightAt } from "./light-field.ts";

/** A feature's colour as a share of the skin's around it, for red, green and blue. */
export type Tone = readonly [red: number, green: number, blue: number];

/**
 * @param cells the feature's cells on a grid of `size`
 * @param colours RGB by cell
 * @param light the skin's light, on the half-size grid
 */
export function measureTone(
  cells: readonly number[],
  size: number,
  colours: ArrayLike<number>,
  light: Float32Array,
): Tone {
  const feature = [0, 0, 0];
  const skin = [0, 0, 0];
  for (const cell of cells) {
    const x = ((cell % size) - 0.5) / 2;
    const y = (Math.floor(cell / size) - 0.5) / 2;
    for (let c = 0; c < 3; c++) {
      feature[c] += colours[cell * 3 + c];
      skin[c] += lightAt(light, size / 2, x, y, c);
    }
  }
  const share = (c: number) => feature[c] / Math.max(1, skin[c]);
  return [share(0), share(1), share(2)];
}

/**
 * Changes a light field so that a feature has a light of its own.
 * @param mask size² values 0…1: where the feature is
 * @param toneAt the tone for a column of the half-size grid
 */
export function applyTone(
  mask: Float32Array,
  size: number,
  toneAt: (column: number) => Tone,
  light: Float32Array,
): void {
  const half = size / 2;
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const p = y * 2 * size + x * 2;
      const share = (mask[p] + mask[p + 1] + mask[p + size] + mask[p + size + 1]) / 4;
      if (share === 0) continue;
      const tone = toneAt(x);
      const o = (y * half + x) * 3;
      for (let c = 0; c < 3; c++) light[o + c] *= 1 + (tone[c] - 1) * share;
    }
  }
}
