import type { Landmarks } from "../face/landmarks.ts";
import type { FaceAtlas } from "./atlas.ts";
import { blendStride } from "./blend-field.ts";
import { between, smoothstep } from "./smoothstep.ts";

/** In units of u from the middle: the nose with its flanks. */
const nose = { sure: 0.1, end: 0.14 };
/** Shown at this share of how squarely the photo shows it, a flank still has all its detail. */
const seenEnough = 0.6;
/** Keeps what neither shows from being divided by nothing. */
const floor = 0.05;

/**
 * On a turned head the nose's far flank is a few pixels wide; the shadow that the photo has there, squeezed into them,
 * is a dark line. The less of a flank the target shows, compared with the photo, the less of its detail is drawn.
 * @param photo landmarks of the photo's face
 */
export function createFlankFade({ grid, regions, mapFacing }: FaceAtlas, photo: Landmarks) {
  const { size } = grid;
  const inPhoto = new Float32Array(size * size);
  mapFacing(photo, inPhoto);
  const shown = new Float32Array(size * size);
  const cells = grid.cells.filter((cell) => noseShare(cell, size) > 0 && regions.drawn[cell] < 1);

  /** @param field see `createBlendPacker`: its gain is changed */
  return function fadeFlanks(target: Landmarks, field: Int16Array): void {
    mapFacing(target, shown);
    for (const cell of cells) {
      const share = (shown[cell] + floor) / ((inPhoto[cell] + floor) * seenEnough);
      if (share >= 1) continue;
      const kept = between(1, Math.max(share, regions.drawn[cell]), noseShare(cell, size));
      for (let i = cell * blendStride; i < cell * blendStride + 3; i++) field[i] *= kept;
    }
  };
}

function noseShare(cell: number, size: number): number {
  return smoothstep(nose.end, nose.sure, Math.abs(((cell % size) + 0.5) / size - 0.5));
}
