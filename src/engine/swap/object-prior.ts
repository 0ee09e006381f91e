import type { FaceAtlas } from "./atlas.ts";
import { judgeBeard } from "./beard.ts";
import { boxBlur } from "./box-blur.ts";
import { judgeMoustache } from "./facial-hair.ts";
import { mapOfPlaces } from "./map-of-places.ts";
import type { SkinModel } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";

/** Of what lies around a cell: less is a mole, a spot or stubble. */
const objectShare = { none: 0.15, full: 0.4 };

/** The chin and the lower cheeks. */
const onChin = mapOfPlaces((_u, v) => smoothstep(0.74, 0.8, v));

/**
 * How far what is not skin on the chin and the lower cheeks is an object before the face, a microphone or a cup, 0…1
 * by cell. A beard is not skin either, but it mostly comes with a moustache, or looks like hair.
 * @param colours RGB by cell
 * @param nonSkin see `mapNonSkin`
 */
export function judgeObjectPrior(
  atlas: FaceAtlas,
  skin: SkinModel,
  colours: ArrayLike<number>,
  nonSkin: Float32Array,
): Float32Array {
  const { grid, regions } = atlas;
  const { size } = grid;
  const around = nonSkin.slice();
  boxBlur(around, { width: size, height: size, channels: 1 }, 2, 2);
  const low = onChin(atlas);
  const prior = new Float32Array(nonSkin.length);
  for (const cell of grid.cells) {
    if (regions.features[cell] > 0 || low[cell] === 0) continue;
    prior[cell] = low[cell] * smoothstep(objectShare.none, objectShare.full, around[cell]);
  }
  const clean = 1 - judgeMoustache(atlas, colours);
  const object = clean * (1 - judgeBeard(atlas, skin, colours, nonSkin));
  return prior.map((value) => value * object);
}
