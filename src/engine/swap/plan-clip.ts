import type { FaceAtlas } from "./atlas.ts";
import { coverBrows, createBaseMask } from "./base-mask.ts";
import { meanShape, medianColours } from "./clip-appearance.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import { colourfulness } from "./colourfulness.ts";
import type { DetailStyle } from "./detail-texture.ts";
import { eyes, irisSize, medianOpenness, usualOpenness } from "./eyes.ts";
import { applyEyeTone, measureEyeTone } from "./eye-tone.ts";
import type { UsualOpenness } from "./eyes.ts";
import { measureClipBlur } from "./clip-blur.ts";
import { measureContrast } from "./contrast.ts";
import { createFrameMasker } from "./frame-mask.ts";
import type { MaskInputs } from "./frame-mask.ts";
import { judgeHairPrior } from "./hair-prior.ts";
import { applyLipTint, measureLips, tintLips } from "./lip-tone.ts";
import { keepOwnBrows } from "./own-brows.ts";
import type { FacePhoto } from "./photo.ts";
import { applyRelief, measureRelief } from "./relief.ts";
import { transferShape } from "./shape-transfer.ts";
import { mapNonSkin, measureSkin } from "./skin.ts";
import { meanOver } from "./uv-grid.ts";

/** Maps by number of frame; a frame without the face has none. */
type MapsByFrame = readonly (Float32Array | undefined)[];

/** All that is known of a scene's face before its first frame is drawn. */
export interface ClipPlan {
  /** See `transferShape`. */
  readonly delta: Float32Array;
  readonly style: DetailStyle;
  /** See `measureContrast`. */
  readonly contrast: number;
  readonly usualOpenness: UsualOpenness;
  readonly medianOpenness: UsualOpenness;
  /** The photo's iris against the target's, of the right and the left eye. */
  readonly irisSizes: readonly number[];
  /** See `OwnBrows`; undefined when the photo shows its brows. */
  readonly own: Float32Array | undefined;
  /** Not yet evened out in time: how much of the new face shows, by cell, … */
  readonly alphas: MapsByFrame;
  /** See `FrameMask`. */
  readonly bare: MapsByFrame;
  /** … and the light on the target, on the half-size grid. */
  readonly lights: MapsByFrame;
}

/** How much further glints and folds may go at full strength. */
const strongLimits = 4;

/** @param strength 0 natural … 1 likeness */
export function planClip(
  atlas: FaceAtlas,
  photo: FacePhoto,
  clip: readonly FaceFrame[],
  strength: number,
): ClipPlan {
  const usual = medianColours(clip);
  const mean = meanShape(clip);
  const delta = transferShape(atlas.mesh, photo.shape, mean, photo.browsHidden);
  const nonSkin = new Float32Array(photo.keep.length);
  mapNonSkin(atlas.regions, measureSkin(atlas.regions, usual), usual, nonSkin);
  const { base, keep, foreheadTop, own } = limitMask(atlas, photo, nonSkin, delta);
  const hair = judgeHairPrior(atlas, nonSkin);
  // Hair over a forehead that stays the target's moves with it.
  const hairPrior = own === undefined ? hair : hair.map((value, cell) => value * (1 - own[cell]));
  const maskFrame = createFrameMasker(atlas, { base, keep, usual, hairPrior });

  const alphas: (Float32Array | undefined)[] = [];
  const bareness: (Float32Array | undefined)[] = [];
  const lights: (Float32Array | undefined)[] = [];
  const openLight = usualLight(atlas, usual, nonSkin);
  const views = clip.map(({ colours }) => colours);
  // Dark lenses are no eyes: they lie in the light of the skin around them.
  const eyeTone = photo.eyesHidden ? undefined : measureEyeTone(atlas, views, openLight);
  const colour = colourfulness(atlas, usual);
  const toned = openLight.slice();
  if (eyeTone !== undefined) applyEyeTone(atlas, eyeTone, toned);
  // A fringe's shadow is alike on both sides, as a face is: the photo's relief could not be told from it.
  const relief = photo.browsHidden
    ? undefined
    : measureRelief(atlas, photo.light, toned, strength, colour, foreheadTop);
  const lipTint = tintLips(photo.lips, measureLips(atlas, usual, openLight), colour);
  // All that a clip's light is changed by, as one factor.
  const change = new Float32Array(openLight.length).fill(1);
  if (relief !== undefined) applyRelief(relief, change);
  if (eyeTone !== undefined) applyEyeTone(atlas, eyeTone, change);
  applyLipTint(atlas, lipTint, change);
  for (const face of clip) {
    const { alpha, bare, skin, hidden } = maskFrame(face);
    const light = new Float32Array((skin.length / 4) * 3);
    atlas.measureLight(skin, face.colours, hidden, light);
    applyRelief(change, light);
    alphas[face.frame] = alpha;
    bareness[face.frame] = bare;
    lights[face.frame] = light;
  }
  const faces = clip.map(({ landmarks }) => landmarks);
  return {
    irisSizes: eyes.map((eye) => irisSize(eye, photo.shape, mean)),
    delta,
    own,
    style: {
      limits: 1 + (strongLimits - 1) * strength,
      colour,
      blur: measureClipBlur(photo, clip),
    },
    contrast: measureContrast(atlas, clip),
    usualOpenness: usualOpenness(faces),
    medianOpenness: medianOpenness(faces),
    alphas,
    bare: bareness,
    lights,
  };
}

/**
 * Which part is replaced at most: all of the face, or without the forehead when there is hair over either, or with the
 * target's own forehead and brows moved when the photo does not show any.
 */
function limitMask(
  atlas: FaceAtlas,
  photo: FacePhoto,
  nonSkin: Float32Array,
  delta: Float32Array,
): Limits {
  const keepAlso = (mask: Float32Array) =>
    photo.keep.map((seen, cell) => Math.max(seen, mask[cell]));
  if (photo.browsHidden) {
    const { own, base } = keepOwnBrows(atlas);
    return { base, keep: keepAlso(own), own, foreheadTop: undefined };
  }
  const brows = coverBrows(atlas, delta);
  const foreheadTop = foreheadIsClear(atlas, photo, nonSkin) ? undefined : brows.top;
  return {
    base: createBaseMask(atlas, foreheadTop),
    keep: keepAlso(brows.mask),
    own: undefined,
    foreheadTop,
  };
}

type Limits = Pick<MaskInputs, "base" | "keep"> &
  Pick<ClipPlan, "own"> & { readonly foreheadTop: number | undefined };

/** Of the usual look, in which the eyes are open, so that a blink does not darken them. */
function usualLight(atlas: FaceAtlas, usual: Uint8Array, nonSkin: Float32Array): Float32Array {
  const light = new Float32Array((nonSkin.length / 4) * 3);
  const weights = atlas.regions.skin.map((skin, cell) => skin * (1 - nonSkin[cell]));
  atlas.measureLight(weights, usual, nonSkin, light);
  return light;
}

/** More hair than this over either forehead, as a share of it, and the target keeps its own. */
const mostHair = 0.16;

function foreheadIsClear({ regions }: FaceAtlas, photo: FacePhoto, nonSkin: Float32Array) {
  const seen = photo.keep.map((kept, cell) => kept * (1 - nonSkin[cell]));
  return meanOver(regions.forehead, seen) > 1 - mostHair;
}
