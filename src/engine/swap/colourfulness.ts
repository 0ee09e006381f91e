import type { FaceAtlas } from "./atlas.ts";
import { lumaOf } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";

/** Mean distances of red and blue from luma, as a share of it: grey and toned pictures below, any skin above. */
const chroma = { grey: 0.035, skin: 0.09 };

/**
 * How colourful a face is, 0 for a black-and-white clip … 1: red lips on a grey face are the photo's, and look it.
 * @param colours RGB by cell
 */
export function colourfulness({ grid, regions }: FaceAtlas, colours: ArrayLike<number>): number {
  let difference = 0;
  let total = 1e-6;
  for (const cell of grid.cells) {
    if (regions.skin[cell] === 0) continue;
    const [red, green, blue] = [colours[cell * 3], colours[cell * 3 + 1], colours[cell * 3 + 2]];
    const luma = lumaOf(red, green, blue);
    difference += (Math.abs(red - luma) + Math.abs(blue - luma)) / 2;
    total += luma;
  }
  return smoothstep(chroma.grey, chroma.skin, difference / total);
}
