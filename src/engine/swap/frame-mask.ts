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
  /** By cell, 0…1: where this frame surely has nothing before the face; undefined where that holds for all of it. */
  readonly bare: Float32Array | undefined;
  /** By cell, 0…1: how far the frame shows lit skin there. */
  readonly skin: Float32Array;
  /** By cell, 0…1: how far hair or a hand covers the face; gone with the next frame. */
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
 * What noise and expression reach is 1: up to the first figure nothing covers the face, from the second on something
 * probably does, and from the third on surely.
 */
const doubt = { begins: 1.5, ends: 2.6, none: 4 };

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
  const hidden = new Float32Array(cells);
  // A brow that rises covers skin for a frame as surely as a finger does.
  const belowEyes = Float32Array.from(facing, (_, cell) =>
    smoothstep(0.36, 0.42, Math.floor(cell / grid.size) / grid.size),
  );

  return function maskFrame({ landmarks, colours }: FaceFrame): FrameMask {
    mapNonSkin(regions, measureSkin(regions, colours), colours, nonSkin);
    mapUnusual(colours, usual, unusual);
    atlas.mapFacing(landmarks, facing);

    const alpha = new Float32Array(cells);
    const skin = dilate(nonSkin, grid.size, 1);
    let bare: Float32Array | undefined;
    for (const cell of grid.cells) {
      const doubtful = unusual[cell] > doubt.begins;
      const shown = doubtful ? 1 - smoothstep(doubt.begins, doubt.ends, unusual[cell]) : 1;
      hidden[cell] = 1 - (1 - nonSkin[cell] * hairPrior[cell]) * shown;
      alpha[cell] = base[cell] * (1 - hidden[cell]);
      skin[cell] = regions.skin[cell] * facing[cell] * (1 - skin[cell]) * shown;
      if (unusual[cell] <= doubt.ends || belowEyes[cell] === 0) continue;
      bare ??= new Float32Array(cells).fill(1);
      bare[cell] = 1 - belowEyes[cell] * smoothstep(doubt.ends, doubt.none, unusual[cell]);
    }
    boxBlur(alpha, shape, 1, 1);
    for (let cell = 0; cell < cells; cell++) {
      const most = base[cell];
      alpha[cell] = (alpha[cell] < most ? alpha[cell] : most) * keep[cell];
    }
    return { alpha, bare, skin, hidden };
  };
}
