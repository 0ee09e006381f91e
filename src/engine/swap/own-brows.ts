import type { FaceAtlas } from "./atlas.ts";
import { belowBrows, createBaseMask, shareBelow } from "./base-mask.ts";
import { blendParts, blendStride } from "./blend-field.ts";
import { between, smoothstep } from "./smoothstep.ts";

/** Forehead and brows that stay the target's own and move all the same. */
export interface OwnBrows {
  /** By cell, 0…1: how far the target's own picture is drawn. */
  readonly own: Float32Array;
  /** See `createBaseMask`. */
  readonly base: Float32Array;
}

/** From the outline, where nothing moves, in units of u and v: a brow's outer end lies beside it and must go along. */
const rim = 0.02;

/**
 * Under a photo whose brows hang behind a fringe the target keeps its own. They are drawn where the photo's lie, since
 * brows left high above eyes that sit deep are neither person's.
 */
export function keepOwnBrows(atlas: FaceAtlas): OwnBrows {
  const { size } = atlas.grid;
  const base = createBaseMask(atlas, undefined);
  const own = new Float32Array(size * size);
  const top = belowBrows(atlas);
  for (const cell of atlas.grid.cells) {
    own[cell] = 1 - shareBelow(top, (Math.floor(cell / size) + 0.5) / size);
    const reach = smoothstep(0, rim, atlas.regions.edgeDistance[cell]);
    base[cell] = between(base[cell], reach, own[cell]);
  }
  return { own, base };
}

/** Marks in a packed field, see `createBlendPacker`, what is drawn of the target's own picture. */
export function markOwn(own: Float32Array, field: Int16Array): void {
  for (let cell = 0; cell < own.length; cell++) {
    if (own[cell] === 0) continue;
    const at = cell * blendStride + blendStride - 1;
    field[at] = Math.max(field[at], own[cell] * blendParts.alpha + 0.5);
  }
}
