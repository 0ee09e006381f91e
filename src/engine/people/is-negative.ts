import type { FaceAtlas } from "../swap/atlas.ts";
import { medianOf } from "../swap/clip-appearance.ts";
import { lumaAt, measureSkin } from "../swap/skin.ts";

/**
 * Eyes, brows, lips and nostrils against the skin, as a logarithm of brightness. They are darker than any skin: 130 faces
 * of all kinds, in light and dark, made up, in glasses, drawn and out of focus, measure -0.6 to -0.02. On negatives they
 * are mostly lighter, by 0.03 to 0.23.
 */
const mostOfPositive = 0.03;
/** Keeps noise in black from being contrast; grey levels. */
const darkest = 8;

/**
 * Whether a face is that of a negative picture, on which any other is nonsense.
 * @param views the face's unrolled colours in frames of a clip, at least one
 */
export function isNegative({ grid, regions }: FaceAtlas, views: readonly Uint8Array[]): boolean {
  const colours = medianOf(views);
  const skin = Math.log(measureSkin(regions, colours).luma.median + darkest);
  let [sum, count] = [0, 0];
  for (const cell of grid.cells) {
    if (regions.drawn[cell] <= 0.5) continue;
    sum += Math.log(lumaAt(colours, cell) + darkest) - skin;
    count++;
  }
  return sum > mostOfPositive * count;
}
