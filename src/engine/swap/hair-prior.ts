import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import { smoothstep } from "./smoothstep.ts";

/**
 * How likely hair hangs over each cell of this face, 0…1. A brow is as dark as hair, so that its own colour says
 * nothing, and a strong one is wider than its landmarks. What lies around it says more: with bare skin about it a brow
 * is a brow, and one that runs into the hair at the temple belongs to the hair.
 * @param nonSkin see `mapNonSkin`
 */
export function judgeHairPrior({ grid, regions }: FaceAtlas, nonSkin: Float32Array): Float32Array {
  const around = new Float32Array(nonSkin.length * 2);
  for (const cell of grid.cells) {
    if (regions.features[cell] > 0 || regions.nearBrows[cell] > 0) continue;
    around[cell * 2] = 1;
    around[cell * 2 + 1] = nonSkin[cell];
  }
  boxBlur(around, { width: grid.size, height: grid.size, channels: 2 }, 5, 2);
  return regions.hairPrior.map((prior, cell) => {
    if (regions.nearBrows[cell] === 0) return prior;
    const hair = smoothstep(0.25, 0.6, around[cell * 2 + 1] / (around[cell * 2] + 1e-3));
    return regions.brows[cell] > 0 ? hair : Math.min(prior, hair);
  });
}
