import type { FaceAtlas } from "./atlas.ts";
import { lumaAt } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";

/**
 * Spread of hue among cells that are equally bright, as logarithms of red and of blue over green: 0 to 0.013 in
 * black-and-white and sepia pictures, 0.03 in eight dithered colours, and 0.05 to 0.2 in any light, dim or red.
 */
const spread = { toned: 0.014, colour: 0.028 };
/** Cells are compared with those of their own eighth by brightness, as a tone may go from brown to cream. */
const parts = 8;
/** In units of u and v: further out is what is behind the face. */
const edge = 0.06;
/** Grey levels that keep the rounding of black from being a hue. */
const floor = 8;

/**
 * How colourful a face is, 0 for a black-and-white or a toned clip … 1: red lips on a grey face are the photo's, and
 * look it. How strong a colour is says little, as sepia is as strong as skin; but in a picture of one tone lips, skin
 * and eyes of equal brightness have one hue.
 * @param colours RGB by cell
 */
export function colourfulness({ grid, regions }: FaceAtlas, colours: ArrayLike<number>): number {
  const cells = Array.from(grid.cells).filter((cell) => regions.edgeDistance[cell] > edge);
  const lumas = new Float64Array(colours.length / 3);
  for (const cell of cells) {
    lumas[cell] = lumaAt(colours, cell);
  }
  const ordered = cells.toSorted((a, b) => lumas[a] - lumas[b]);
  const share = ordered.length / parts;
  let squares = 0;
  for (let part = 0; part < parts; part++) {
    const alike = ordered.slice(Math.floor(part * share), Math.floor((part + 1) * share));
    for (const channel of [0, 2]) {
      const hues = alike.map((cell) =>
        Math.log((colours[cell * 3 + channel] + floor) / (colours[cell * 3 + 1] + floor)),
      );
      const mean = hues.reduce((sum, hue) => sum + hue, 0) / hues.length;
      squares += hues.reduce((sum, hue) => sum + (hue - mean) ** 2, 0);
    }
  }
  return smoothstep(spread.toned, spread.colour, Math.sqrt(squares / ordered.length));
}
