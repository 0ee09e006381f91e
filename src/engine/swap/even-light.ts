import type { FaceAtlas } from "./atlas.ts";
import { lumaAt } from "./skin.ts";
import { clamp, smoothstep } from "./smoothstep.ts";

/** In units of u from the middle: within the first hardly any hair hangs, beyond the second nothing is trusted. */
const middle = { sure: 0.16, end: 0.24 };
/** Off the lamps by these, as natural logarithms of luma: up to the first it is skin, from the second on it is not. */
const outlier = { none: 0.15, full: 0.35 };
/** A fit is far off where it has seen nothing: shares of the mean beyond which it is not believed. */
const believed = { darkest: 0.35, brightest: 1.6 };
/** Each but the first leaves out what the one before did not explain. */
const rounds = 3;

/**
 * A face's colours as they would be in light from everywhere: what lamps explain of their brightness is divided out.
 * Then hair of the skin's hue is told from the dark side of a face, and a rim light from its bright side. The lamps are
 * fitted to the middle of the face by iteratively reweighted least squares (Holland and Welsch, 1977).
 * @param colours RGB by cell
 * @param facing see `createFacingMap`
 * @returns as `colours`
 */
export function evenLight(
  atlas: FaceAtlas,
  colours: Float32Array,
  facing: Float32Array,
): Float32Array {
  const { size } = atlas.grid;
  const { places, nearest, trusted, lumas } = lookAt(atlas, colours, facing);
  const lamp = new Float32Array((size / 2) ** 2 * 3);
  for (let round = 0; round < rounds; round++) {
    const sums = new Float32Array((size / 2) ** 2 * 4);
    for (let k = 0; k < places.length; k++) {
      if (trusted[k] === 0) continue;
      const explained = round === 0 ? 1 : likeLamp(lumas[k], lamp[nearest[k] * 3]);
      sums[nearest[k] * 4] += trusted[k] * explained;
      sums[nearest[k] * 4 + 1] += trusted[k] * explained * lumas[k];
    }
    if (!atlas.fitLamp(sums, lamp)) return colours;
  }

  let total = 0;
  let sum = 0;
  for (let k = 0; k < places.length; k++) {
    total += trusted[k];
    sum += trusted[k] * lamp[nearest[k] * 3];
  }
  const even = colours.slice();
  for (let k = 0; k < places.length; k++) {
    const share = (lamp[nearest[k] * 3] * total) / sum;
    const factor = 1 / clamp(share, believed.darkest, believed.brightest);
    const i = places[k] * 3;
    for (let c = i; c < i + 3; c++) even[c] = Math.min(255, even[c] * factor);
  }
  return even;
}
/** For each of `places`, the cells of the face: its cell in the light, how far it is trusted to show skin, and its luma. */
function lookAt({ grid, regions }: FaceAtlas, colours: Float32Array, facing: Float32Array) {
  const { size, cells: places } = grid;
  const nearest = new Int32Array(places.length);
  const trusted = new Float32Array(places.length);
  const lumas = new Float32Array(places.length);
  for (let k = 0; k < places.length; k++) {
    const cell = places[k];
    const x = cell % size;
    const y = (cell - x) / size;
    nearest[k] = (y >> 1) * (size / 2) + (x >> 1);
    lumas[k] = lumaAt(colours, cell);
    const across = Math.abs((x + 0.5) / size - 0.5);
    trusted[k] = regions.skin[cell] * facing[cell] * smoothstep(middle.end, middle.sure, across);
  }
  return { places, nearest, trusted, lumas };
}

function likeLamp(luma: number, lamp: number): number {
  const off = Math.abs(Math.log((luma + 4) / (lamp + 4)));
  return smoothstep(outlier.full, outlier.none, off);
}
