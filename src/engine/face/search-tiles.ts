import type { Square } from "../crop.ts";

/** Tiles of a grid are this much larger than its cells, so that a face on a border is whole in one of them. */
const TILE_GROWTH = 1.3;
const TILES_A_SIDE = 1.4;
const TILES_ALONG = 1.5;

/**
 * The squares in which to look for faces that are small in the whole picture: along a long picture, then halves, then,
 * with `finest`, thirds of its shorter side. At most about 40 for the longest pictures that are let in.
 */
export function searchTiles(
  width: number,
  height: number,
  { finest }: { readonly finest: boolean },
): Square[] {
  const shorter = Math.min(width, height);
  const along = width === height ? [] : grid(width, height, shorter, TILES_ALONG);
  const parts = finest ? [2, 3] : [2];
  return [
    ...along,
    ...parts.flatMap((part) => grid(width, height, (shorter / part) * TILE_GROWTH, TILES_A_SIDE)),
  ];
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
  const count = Math.ceil((length / size) * density);
  return Array.from(
    { length: count },
    (_, index) => size / 2 + ((length - size) * index) / (count - 1),
  );
}
