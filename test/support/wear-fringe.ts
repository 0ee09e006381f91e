import type { Raster } from "../../src/engine/raster.ts";
import type { HeadPicture } from "./synthetic-head.ts";

/** The head with hair from above the forehead to the upper edge of the eyes, in the columns that `covers` takes. */
export function wearFringe(
  { picture, landmarks }: HeadPicture,
  covers: (x: number) => boolean = () => true,
): Raster {
  const data = picture.data.slice();
  const [top, bottom] = [Math.round(landmarks[10 * 3 + 1]) - 20, Math.round(landmarks[52 * 3 + 1])];
  const [right, left] = [234, 454].map((point) => Math.round(landmarks[point * 3]));
  for (let row = Math.max(0, top); row < bottom; row++) {
    for (let column = right; column < left; column++) {
      const strand = (column * 7) % 5 < 2 ? 70 : 25;
      if (!covers(column)) continue;
      data.set([strand, strand * 0.7, strand * 0.5, 255], (row * picture.width + column) * 4);
    }
  }
  return { ...picture, data };
}
