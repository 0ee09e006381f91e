import type { FaceAtlas } from "./atlas.ts";
import { lumaOf } from "./skin.ts";
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
  const { grid, regions, fitLamp } = atlas;
  const { size } = grid;
  const half = size / 2;
  const coarse = (cell: number) => Math.floor(cell / size / 2) * half + ((cell % size) >> 1);
  const lumas = Float32Array.from({ length: size * size }, (_, cell) =>
    lumaOf(colours[cell * 3], colours[cell * 3 + 1], colours[cell * 3 + 2]),
  );
  const trusted = regions.skin.map((skin, cell) => {
    const across = Math.abs(((cell % size) + 0.5) / size - 0.5);
    return skin * facing[cell] * smoothstep(middle.end, middle.sure, across);
  });

  const lamp = new Float32Array(half * half * 3);
  for (let round = 0; round < rounds; round++) {
    const sums = new Float32Array(half * half * 4);
    for (const cell of grid.cells) {
      const at = coarse(cell);
      const explained = round === 0 ? 1 : likeLamp(lumas[cell], lamp[at * 3]);
      const weight = trusted[cell] * explained;
      sums[at * 4] += weight;
      sums[at * 4 + 1] += weight * lumas[cell];
    }
    if (!fitLamp(sums, lamp)) return colours;
  }

  let total = 0;
  let sum = 0;
  for (const cell of grid.cells) {
    total += trusted[cell];
    sum += trusted[cell] * lamp[coarse(cell) * 3];
  }
  const even = colours.slice();
  for (const cell of grid.cells) {
    const share = (lamp[coarse(cell) * 3] * total) / sum;
    const factor = 1 / clamp(share, believed.darkest, believed.brightest);
    for (let i = cell * 3; i < cell * 3 + 3; i++) even[i] = Math.min(255, even[i] * factor);
  }
  return even;
}

function likeLamp(luma: number, lamp: number): number {
  const off = Math.abs(Math.log((luma + 4) / (lamp + 4)));
  return smoothstep(outlier.full, outlier.none, off);
}
