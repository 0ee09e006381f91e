import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import { dilate } from "./dilate.ts";
import { bareSkin } from "./bare-skin.ts";
import { judgeHairPrior } from "./hair-prior.ts";
import { mapOfPlaces } from "./map-of-places.ts";
import { mapRoughness } from "./skin.ts";
import type { SkinModel } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";
import { mapStrays } from "./strays.ts";
import { meanOver } from "./uv-grid.ts";

/** The photo's face by cell, before anything is filled in. */
interface LookedAt {
  /** RGB. */
  colours: Float32Array;
  /** See `createFacingMap`. */
  facing: Float32Array;
  skin: SkinModel;
  /** See `mapNonSkin`. */
  nonSkin: Float32Array;
  /** See `judgeObjectPrior`. */
  object: Float32Array;
  /** See `FacePhoto`. */
  worn: Float32Array;
  /** See `mapCutOff`. */
  cutOff: Float32Array;
}

/** Where strands hang beside the eyes: lower than the hair prior of a moving target allows for. */
const besideEyes = mapOfPlaces(
  (u, _v, top) => smoothstep(0.15, 0.24, Math.abs(u - 0.5)) * smoothstep(0.62, 0.5, top),
);

/** Where it matters how squarely a photo shows the face: not in the middle, where the nose turns its flanks away from every camera. */
const aside = mapOfPlaces((u) => smoothstep(0.14, 0.26, Math.abs(u - 0.5)));

/** By cell, 0…1: where the photo shows the face itself: no hair, seen squarely enough at the sides. */
export function mapSeen(
  atlas: FaceAtlas,
  { colours, facing, skin, nonSkin, object, worn, cutOff }: Readonly<LookedAt>,
): Float32Array {
  const { grid, regions } = atlas;
  const { size } = grid;
  const hairPrior = judgeHairPrior(atlas, nonSkin);
  const roughness = mapRoughness(regions, size, skin, colours);
  const strays = mapStrays(bareSkin(atlas, worn), colours, facing);
  const strands = besideEyes(atlas);
  const hidden = new Float32Array(size * size);
  /** Hair is told by its roughness above the brows alone. */
  const belowForehead = Math.ceil(size * 0.22) * size;
  for (const cell of grid.cells) {
    const hair = regions.features[cell]
      ? hairPrior[cell]
      : Math.max(hairPrior[cell], strands[cell]);
    const rough = cell < belowForehead ? smoothstep(0.05, 0.09, roughness[cell]) : 0;
    const fringe = regions.nearBrows[cell] > 0 ? rough * hairPrior[cell] : rough;
    const covered = nonSkin[cell] * Math.max(hair * (1 - worn[cell]), object[cell]);
    hidden[cell] = Math.max(covered, fringe, strays[cell] * (1 - worn[cell]));
  }
  const seen = dilate(hidden, size, 2);
  const side = aside(atlas);
  for (const cell of grid.cells) {
    seen[cell] = (1 - seen[cell]) * (1 - side[cell] + side[cell] * facing[cell]);
  }
  boxBlur(seen, { width: size, height: size, channels: 1 }, 1, 2);
  keepFeatures(atlas, seen);
  // Beyond its edge a picture continues as stripes.
  const beyond = dilate(cutOff, size, 1);
  boxBlur(beyond, { width: size, height: size, channels: 1 }, 1, 2);
  return seen.map((share, cell) => share * (1 - beyond[cell]));
}

/** More of the brows than this must be seen, or what is there is taken for a fringe. */
const clearBrows = 0.7;

/** Strands beside an eye or a brow's end must not take a piece of it: half an eye is worse than a hair over it. */
function keepFeatures({ grid, regions }: FaceAtlas, seen: Float32Array): void {
  const brows = meanOver(regions.brows, seen) > clearBrows;
  for (const cell of grid.cells) {
    const lids = Math.max(regions.rightLids[cell], regions.leftLids[cell]);
    const brow = brows ? regions.brows[cell] * smoothstep(0.2, 0.9, regions.drawn[cell]) : 0;
    seen[cell] = Math.max(seen[cell], Math.min(1, 1.5 * lids), brow);
  }
}
