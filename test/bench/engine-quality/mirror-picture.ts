import { blankRaster, type Raster } from "../../../src/engine/raster.ts";

/** A copy of a picture with right and left exchanged. */
export function mirrorPicture({ width, height, data }: Raster): Raster {
  const mirrored = blankRaster(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 4;
      mirrored.data.set(data.subarray(from, from + 4), (y * width + width - 1 - x) * 4);
    }
  }
  return mirrored;
}
