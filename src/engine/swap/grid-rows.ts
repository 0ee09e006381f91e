import { clamp } from "./smoothstep.ts";

/** By row or column of a fine grid: the one of a coarse grid that lies before its centre, and how far on it is to the next. */
export interface GridPlaces {
  readonly first: Uint16Array;
  /** 0…1. */
  readonly share: Float32Array;
}

/** @param coarse @param fine cells along each side of two grids over the same square */
export function placesBetween(coarse: number, fine: number): GridPlaces {
  const first = new Uint16Array(fine);
  const share = new Float32Array(fine);
  for (let i = 0; i < fine; i++) {
    const place = clamp(((i + 0.5) / fine) * coarse - 0.5, 0, coarse - 1.001);
    first[i] = Math.floor(place);
    share[i] = place - first[i];
  }
  return { first, share };
}

/**
 * A coarse map at a row of a fine grid, so that of bilinear reading only the step along the row is left for each cell.
 * @param out the map's values in a row, as many as it has columns and channels
 */
export function readRow(
  map: Float32Array,
  { first, share }: GridPlaces,
  row: number,
  out: Float32Array,
): void {
  const upper = first[row] * out.length;
  const lower = upper + out.length;
  const down = share[row];
  for (let i = 0; i < out.length; i++) {
    out[i] = map[upper + i] + (map[lower + i] - map[upper + i]) * down;
  }
}
