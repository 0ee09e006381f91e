import type { FaceAtlas } from "./atlas.ts";
import type { UvGrid } from "./uv-grid.ts";

/**
 * A map of what depends on nothing but where a cell lies, made once for each atlas instead of for each photo.
 * @param valueAt a cell's value by its centre's u and v and its row's upper edge, in units of v
 * @returns by cell; 0 off the face
 */
export function mapOfPlaces(
  valueAt: (u: number, v: number, top: number, atlas: FaceAtlas) => number,
): (atlas: FaceAtlas) => Float32Array {
  const made = new WeakMap<UvGrid, Float32Array>();
  return (atlas) => {
    const { size, cells } = atlas.grid;
    const known = made.get(atlas.grid);
    if (known !== undefined) return known;
    const map = new Float32Array(size * size);
    for (const cell of cells) {
      const row = Math.floor(cell / size);
      map[cell] = valueAt(((cell % size) + 0.5) / size, (row + 0.5) / size, row / size, atlas);
    }
    made.set(atlas.grid, map);
    return map;
  };
}
