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
  const known = shares.get(photo);
  if (known !== undefined) return known;
  const share = Math.min(1, usual / measurePhotoGrain(atlas, photo));
  shares.set(photo, share);
  return share;
}

/** Every scene of a clip asks for the same photo's. */
const shares = new WeakMap<FacePhoto, number>();

/** The median difference of a cheek's points from their neighbours' mean, as a share of that. */
function measurePhotoGrain(atlas: FaceAtlas, photo: FacePhoto): number {
  const grid = atlas.gridOf(measured);
  const colours = new Float32Array(measured * measured * 3);
  sampleUv(grid, levelForCells(photo.pyramid, photo.landmarks, measured), photo.landmarks, colours);
  const coarse = atlas.grid.size;
  const differences: number[] = [];
  for (const cell of grid.cells) {
    const x = Math.floor((((cell % measured) + 0.5) / measured) * coarse);
    const y = Math.floor(((Math.floor(cell / measured) + 0.5) / measured) * coarse);
    const at = y * coarse + x;
    if (atlas.regions.cheeks[at] === 0 || photo.keep[at] < 0.9 || photo.worn[at] > 0) continue;
    const beside = lumaAt(colours, cell - 1) + lumaAt(colours, cell + 1);
    const around =
      (beside + lumaAt(colours, cell - measured) + lumaAt(colours, cell + measured)) / 4;
    differences.push(Math.abs(lumaAt(colours, cell) - around) / Math.max(1, around));
  }
  return Float32Array.from(differences).toSorted()[differences.length >> 1] ?? 0;
}

/** The colours that a face has without what is finer than a point of the measuring grid. */
export function withoutGrain({ size }: UvGrid, colours: Float32Array): Float32Array {
  const smooth = colours.slice();
  const radius = Math.max(1, Math.round(size / measured));
  boxBlur(smooth, { width: size, height: size, channels: 3 }, radius, 2);
  return smooth;
}
