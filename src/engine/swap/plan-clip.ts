import type { FaceAtlas } from "./atlas.ts";
import { coverBrows, createBaseMask } from "./base-mask.ts";
import { meanShape, medianColours } from "./clip-appearance.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import { relativeContrast } from "./contrast.ts";
import { usualOpenness } from "./eyes.ts";
import { applyEyeTone, measureEyeTone } from "./eye-tone.ts";
import type { EyeTone } from "./eye-tone.ts";
import type { UsualOpenness } from "./eyes.ts";
import { createFrameMasker } from "./frame-mask.ts";
import { judgeHairPrior } from "./hair-prior.ts";
import type { FacePhoto } from "./photo.ts";
import { transferShape } from "./shape-transfer.ts";
import { mapNonSkin, measureSkin } from "./skin.ts";
import { clamp } from "./smoothstep.ts";

/** Maps by number of frame; a frame without the face has none. */
type MapsByFrame = readonly (Float32Array | undefined)[];

/** All that is known of a scene's face before its first frame is drawn. */
export interface ClipPlan {
  /** See `transferShape`. */
  readonly delta: Float32Array;
  /** How strongly the detail of the photo's skin is drawn, 0.7…1. */
  readonly skinContrast: number;
  readonly usualOpenness: UsualOpenness;
  /** Not yet evened out in time: how much of the new face shows, by cell, … */
  readonly alphas: MapsByFrame;
  /** … and the light on the target, on the half-size grid. */
  readonly lights: MapsByFrame;
}

export function planClip(atlas: FaceAtlas, photo: FacePhoto, clip: readonly FaceFrame[]): ClipPlan {
  const usual = medianColours(clip);
  const delta = transferShape(atlas.mesh, photo.shape, meanShape(clip));
  const brows = coverBrows(atlas, delta);
  const nonSkin = new Float32Array(photo.keep.length);
  mapNonSkin(atlas.regions, measureSkin(atlas.regions, usual), usual, nonSkin);
  const clear = foreheadIsClear(atlas, photo, nonSkin);
  const hairPrior = judgeHairPrior(atlas, nonSkin);
  const base = createBaseMask(atlas, clear ? undefined : brows.top);
  const keep = photo.keep.map((seen, cell) => Math.max(seen, brows.mask[cell]));
  const maskFrame = createFrameMasker(atlas, { base, keep, usual, hairPrior });

  const alphas: (Float32Array | undefined)[] = [];
  const lights: (Float32Array | undefined)[] = [];
  const contrasts: number[] = [];
  const eyeTone = usualEyeTone(atlas, usual, nonSkin);
  for (const face of clip) {
    const { alpha, skin, hidden } = maskFrame(face);
    const light = new Float32Array((skin.length / 4) * 3);
    atlas.measureLight(skin, face.colours, hidden, light);
    contrasts.push(relativeContrast(atlas, face.colours, light, skin));
    applyEyeTone(atlas, eyeTone, light);
    alphas[face.frame] = alpha;
    lights[face.frame] = light;
  }
  const contrast = contrasts.toSorted((a, b) => a - b)[contrasts.length >> 1];
  return {
    delta,
    skinContrast: clamp((1.15 * contrast) / (photo.contrast + 1e-4), 0.7, 1),
    usualOpenness: usualOpenness(clip.map(({ landmarks }) => landmarks)),
    alphas,
    lights,
  };
}

/** Of the usual look, in which the eyes are open, so that a blink does not darken them. */
function usualEyeTone(atlas: FaceAtlas, usual: Uint8Array, nonSkin: Float32Array): EyeTone {
  const light = new Float32Array((nonSkin.length / 4) * 3);
  const weights = atlas.regions.skin.map((skin, cell) => skin * (1 - nonSkin[cell]));
  atlas.measureLight(weights, usual, nonSkin, light);
  return measureEyeTone(atlas, usual, light);
}

/** More hair than this over either forehead, as a share of it, and the target keeps its own. */
const mostHair = 0.16;

function foreheadIsClear({ grid, regions }: FaceAtlas, photo: FacePhoto, nonSkin: Float32Array) {
  let hair = 0;
  let count = 0;
  for (const cell of grid.cells) {
    const u = ((cell % grid.size) + 0.5) / grid.size;
    const v = (Math.floor(cell / grid.size) + 0.5) / grid.size;
    // Between the temples, from the hairline to the brows.
    if (Math.abs(u - 0.5) > 0.2 || v < 0.14 || v > 0.27 || regions.brows[cell] > 0) continue;
    hair += 1 - (1 - nonSkin[cell]) * photo.keep[cell];
    count++;
  }
  return hair < count * mostHair;
}
