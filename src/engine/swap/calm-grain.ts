import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import { levelForCells } from "./photo.ts";
import type { FacePhoto } from "./photo.ts";
import { sampleUv } from "./sample-uv.ts";
import { lumaAt } from "./skin.ts";
import type { UvGrid } from "./uv-grid.ts";

/** The grid that grain is measured on: about the pixels that a large face spans in a GIF. */
const measured = 128;
/**
 * Half of a skin's points differ by more than this from their neighbours' mean, as a share of its brightness, where
 * grain is: sharp photos of old and young, bearded and painted faces measure 0.002 to 0.02, one of cracked paint 0.044.
 */
const usual = 0.022;

/** What to multiply a photo's finest detail of skin with, 0…1: grain of a film, of a sensor or of a canvas is no face. */
export function shareOfGrain(atlas: FaceAtlas, photo: FacePhoto): number {
  const grid = atlas.gridOf(measured);
  const colours = new Float32Array(measured * measured * 3);
  sampleUv(grid, levelForCells(photo.pyramid, photo.landmarks, measured), photo.landmarks, colours);
  const luma = (cell: number) => lumaAt(colours, cell);
  const coarse = atlas.grid.size;
  const differences: number[] = [];
  for (const cell of grid.cells) {
    const x = Math.floor((((cell % measured) + 0.5) / measured) * coarse);
    const y = Math.floor(((Math.floor(cell / measured) + 0.5) / measured) * coarse);
    const at = y * coarse + x;
    if (atlas.regions.cheeks[at] === 0 || photo.keep[at] < 0.9 || photo.worn[at] > 0) continue;
    const [left, right] = [luma(cell - 1), luma(cell + 1)];
    const around = (left + right + luma(cell - measured) + luma(cell + measured)) / 4;
    differences.push(Math.abs(luma(cell) - around) / Math.max(1, around));
  }
  const grain = differences.toSorted((a, b) => a - b)[differences.length >> 1] ?? 0;
  return Math.min(1, usual / grain);
}

/** The colours that a face has without what is finer than a point of the measuring grid. */
export function withoutGrain({ size }: UvGrid, colours: Float32Array): Float32Array {
  const smooth = colours.slice();
  const radius = Math.max(1, Math.round(size / measured));
  boxBlur(smooth, { width: size, height: size, channels: 3 }, radius, 2);
  return smooth;
}
