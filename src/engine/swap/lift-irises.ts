import type { FaceAtlas } from "./atlas.ts";
import { eyes } from "./eyes.ts";
import { liftIris } from "./iris.ts";
import type { IrisSprite } from "./iris.ts";
import { lightAt } from "./light-field.ts";
import type { FacePhoto } from "./photo.ts";

/**
 * The photo's right and left iris, their light taken out.
 * @param colour share of their colour, 0…1
 */
export function liftIrises(
  { grid, regions }: FaceAtlas,
  photo: FacePhoto,
  colour: number,
): IrisSprite[] {
  const { size, cells } = grid;
  return eyes.map((eye, side) => {
    const light = new Float32Array(3);
    let count = 0;
    for (const cell of cells) {
      const column = cell % size;
      if (regions.eyeballs[cell] === 0 || (column < size / 2 ? 0 : 1) !== side) continue;
      count++;
      for (let c = 0; c < 3; c++) {
        light[c] += lightAt(
          photo.light,
          size / 2,
          (column - 0.5) / 2,
          (Math.floor(cell / size) - 0.5) / 2,
          c,
        );
      }
    }
    return liftIris(
      photo.pyramid,
      photo.landmarks,
      eye,
      light.map((sum) => sum / Math.max(1, count)),
      colour,
    );
  });
}
