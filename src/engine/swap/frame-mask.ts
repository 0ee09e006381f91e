import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import { dilate } from "./dilate.ts";
import { mapNonSkin, measureSkin } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";
import { createUnusualMap } from "./unusual.ts";

export interface FrameMask {
  /** By cell, 0…1: how much of the new face shows. */
  readonly alpha: Float32Array;
  /** By cell, 0…1: how far the frame shows lit skin there. */
  readonly skin: Float32Array;
  /** By cell, 0…1: how far hair or a hand covers the face. */
  readonly hidden: Float32Array;
}

export interface MaskInputs {
  /** The largest alpha a cell may have. */
  readonly base: Float32Array;
  /** Where the photo has something to show; also 1 where the target must be painted over. */
  readonly keep: Float32Array;
  /** The clip's median appearance, RGB by cell. */
  readonly usual: Uint8Array;
  /** How likely hair hangs there, 0…1. */
  readonly hairPrior: Float32Array;
}

/**
 * Judges each frame: hair over forehead and temples, and whatever differs from the clip's usual appearance (a hand,
 * a microphone), keep the target's own pixels.
 */
export function createFrameMasker(atlas: FaceAtlas, { base, keep, usual, hairPrior }: MaskInputs) {
  const { grid, regions } = atlas;
  const cells = grid.size * grid.size;
  const shape = { width: grid.size, height: grid.size, channels: 1 };
  const nonSkin = new Float32Array(cells);
  const mapUnusual = createUnusualMap(atlas);
  const unusual = new Float32Array(cells);
  const facing = new Float32Array(cells);

  return function maskFrame({ landmarks, colours }: FaceFrame): FrameMask {
    mapNonSkin(regions, measureSkin(regions, colours), colours, nonSkin);
    mapUnusual(colours, usual, unusual);
    atlas.mapFacing(landmarks, facing);

    const alpha = new Float32Array(cells);
    const skin = dilate(nonSkin, grid.size, 1);
    const hidden = new Float32Array(cells);
    for (const cell of grid.cells) {
      const shown = unusual[cell] > 1.5 ? 1 - smoothstep(1.5, 2.6, unusual[cell]) : 1;
      hidden[cell] = 1 - (1 - nonSkin[cell] * hairPrior[cell]) * shown;
      alpha[cell] = base[cell] * (1 - hidden[cell]);
      skin[cell] = regions.skin[cell] * facing[cell] * (1 - skin[cell]) * shown;
    }
    boxBlur(alpha, shape, 1, 1);
    for (let cell = 0; cell < cells; cell++) {
      const most = base[cell];
      alpha[cell] = (alpha[cell] < most ? alpha[cell] : most) * keep[cell];
    }
    return { alpha, skin, hidden };
  };
}
