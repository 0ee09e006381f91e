import type { FaceAtlas } from "./atlas.ts";
import { readRow } from "./grid-rows.ts";
import type { GridPlaces } from "./grid-rows.ts";
import type { FacePhoto } from "./photo.ts";

/** All maps that a texel depends on, along the row that was read last. */
export function createTextureRows({ grid: { size }, regions }: FaceAtlas, photo: FacePhoto) {
  /** Stays 0 where nothing is mirrored. */
  const mirrors = new Float32Array(size);
  const relits = new Float32Array((size / 2) * 3);
  const worns = new Float32Array(size);
  const drawns = new Float32Array(size);
  const casts = new Float32Array(size);
  const keeps = new Float32Array(size);
  const lights = new Float32Array((size / 2) * 3);
  const shadings = new Float32Array((size / 2) * 3);
  return {
    mirrors,
    relits,
    worns,
    drawns,
    casts,
    keeps,
    lights,
    shadings,
    /** @param coarse where the texture's rows lie on the atlas's grid, @param half and on the half-size one */
    read(coarse: GridPlaces, half: GridPlaces, row: number): void {
      if (photo.mirror !== undefined) {
        readRow(photo.mirror.share, coarse, row, mirrors);
        readRow(photo.mirror.unevenness, half, row, relits);
      }
      readRow(photo.worn, coarse, row, worns);
      readRow(regions.drawn, coarse, row, drawns);
      readRow(photo.castShadows, coarse, row, casts);
      readRow(photo.keep, coarse, row, keeps);
      readRow(photo.light, half, row, lights);
      readRow(photo.shading, half, row, shadings);
    },
  };
}
