import type { Square } from "../crop.ts";

/** Tiles of a grid are this much larger than its cells, so that a face on a border is whole in one of them. */
const TILE_GROWTH = 1.3;
const TILES_A_SIDE = 1.4;
const TILES_ALONG = 1.5;
/** Pixels; the faces that a smaller tile would add are under 12 pixels wide, too few to swap. */
const MIN_TILE = 96;
/**
 * Tiles side by side at most: a still may be a strip a million pixels long, and looking everywhere in it would take a
 * minute. Below an aspect of 40 nothing is left out; no GIF has so many.
 */
const MAX_TILES_IN_ROW = 64;
/** The tiles along a picture that is longer than this already show small faces large enough. */
const FINEST_ASPECT = 2;

/**
 * The squares in which to look for faces that are small in the whole picture: along a long picture, then halves, then,
 * with `finest`, thirds of its shorter side. About 30 for usual pictures, at most 120 for a strip of 2048 pixels and
 * 256 for any other still.
 */
export function searchTiles(
  width: number,
  height: number,
  { finest }: { readonly finest: boolean },
): Square[] {
  const shorter = Math.min(width, height);
  const aspect = Math.max(width, height) / shorter;
  const along = aspect === 1 ? [] : grid(width, height, Math.max(shorter, MIN_TILE), TILES_ALONG);
  const sizes = (finest && aspect < FINEST_ASPECT ? [2, 3] : [2])
    .map((parts) => (shorter / parts) * TILE_GROWTH)
    .filter((size) => size >= MIN_TILE);
  return [...along, ...sizes.flatMap((size) => grid(width, height, size, TILES_A_SIDE))];
}

/** Squares of one size, spread evenly from edge to edge. */
function grid(width: number, height: number, size: number, density: number): Square[] {
  const columns = centres(width, size, density);
  return centres(height, size, density).flatMap((centreY) =>
    columns.map((centreX) => ({ centreX, centreY, size, angle: 0 })),
  );
}

function centres(length: number, size: number, density: number): number[] {
  if (length <= size) return [length / 2];
  const count = Math.min(MAX_TILES_IN_ROW, Math.ceil((length / size) * density));
  return Array.from(
    { length: count },
    (_, index) => size / 2 + ((length - size) * index) / (count - 1),
  );
}
