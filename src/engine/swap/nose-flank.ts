import type { Landmarks } from "../face/landmarks.ts";
import type { FaceAtlas } from "./atlas.ts";
import { blendStride } from "./blend-field.ts";
import { lumaOfLight } from "./light-field.ts";
import type { FacePhoto } from "./photo.ts";
import { lumaAt } from "./skin.ts";
import { between, smoothstep } from "./smoothstep.ts";

/** In units of u from the middle: the nose with its flanks. */
const nose = { sure: 0.1, end: 0.14 };
/** Shown at this share of how squarely the photo shows it, a flank still has all its detail. */
const seenEnough = 0.6;
/** Darker than its light by this share, a spot lies in a shadow. */
const clearShadow = 0.1;
/** Keeps what neither shows from being divided by nothing. */
const floor = 0.05;

/**
 * On a turned head the nose's far flank is a few pixels wide; the shadow that the photo has there, squeezed into them,
 * is a dark line. The less of a flank the target shows, compared with the photo, the less of its shadow is drawn; of a
 * flank that is lit all is drawn, or what is left out would be a dark line itself.
 */
export function createFlankFade(
  { grid, regions, mapFacing }: FaceAtlas,
  { landmarks, colours, light }: Pick<FacePhoto, "landmarks" | "colours" | "light">,
) {
  const { size } = grid;
  const inPhoto = new Float32Array(size * size);
  mapFacing(landmarks, inPhoto);
  const shown = new Float32Array(size * size);
  const share = new Float32Array(size * size);
  for (const cell of grid.cells) {
    const onNose = noseShare(cell, size);
    if (onNose > 0) share[cell] = onNose * shadowAt(cell, size, colours, light);
  }
  const cells = grid.cells.filter((cell) => share[cell] > 0 && regions.drawn[cell] < 1);

  /** @param target the mesh that is drawn; @param field see `createBlendPacker`: its gain is changed */
  return function fadeFlanks(target: Landmarks, field: Int16Array): void {
    mapFacing(target, shown);
    for (const cell of cells) {
      const seen = (shown[cell] + floor) / ((inPhoto[cell] + floor) * seenEnough);
      if (seen >= 1) continue;
      const kept = between(1, Math.max(seen, regions.drawn[cell]), share[cell]);
      for (let i = cell * blendStride; i < cell * blendStride + 3; i++) field[i] *= kept;
    }
  };
}

/** How far the photo is darker at a cell than its light is there, 0…1. */
function shadowAt(cell: number, size: number, colours: Float32Array, light: Float32Array): number {
  const lit = lumaOfLight(light, size, cell);
  return smoothstep(lit, lit * (1 - clearShadow), lumaAt(colours, cell));
}

function noseShare(cell: number, size: number): number {
  return smoothstep(nose.end, nose.sure, Math.abs(((cell % size) + 0.5) / size - 0.5));
}
