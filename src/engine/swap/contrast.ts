import type { FaceAtlas } from "./atlas.ts";
import { lightAt } from "./light-field.ts";
import { lumaOf } from "./skin.ts";

/** Keeps the darkest colours from counting as endless contrast; grey levels. */
export const lightFloor = 10;

/**
 * How strong the detail of the cheeks is: the standard deviation of luma over the light's luma, single moles and
 * stubble clipped.
 * @param weights by cell; only those above ½ count
 */
export function relativeContrast(
  atlas: FaceAtlas,
  colours: ArrayLike<number>,
  light: Float32Array,
  weights: Float32Array,
): number {
  const { size } = atlas.grid;
  const half = size / 2;
  let sum = 0;
  let count = 0;
  for (let cell = 0; cell < weights.length; cell++) {
    if (atlas.regions.cheeks[cell] * weights[cell] < 0.5) continue;
    const x = ((cell % size) - 0.5) / 2;
    const y = (Math.floor(cell / size) - 0.5) / 2;
    const lit = lumaOf(
      lightAt(light, half, x, y, 0),
      lightAt(light, half, x, y, 1),
      lightAt(light, half, x, y, 2),
    );
    const luma = lumaOf(colours[cell * 3], colours[cell * 3 + 1], colours[cell * 3 + 2]);
    const detail = (luma - lit) / (lit + lightFloor);
    sum += Math.min(0.09, detail * detail);
    count++;
  }
  return Math.sqrt(sum / Math.max(1, count));
}
