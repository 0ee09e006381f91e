import type { FaceAtlas } from "./atlas.ts";
import { judgeBeard } from "./beard.ts";
import { boxBlur } from "./box-blur.ts";
import type { SkinModel } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";

/** Shares of the upper lip's skin that look like something else: shaven or stubble, and a moustache. */
const moustache = { none: 0.2, full: 0.5 };
/** Of what lies around a cell: less is a mole, a spot or stubble. */
const objectShare = { none: 0.15, full: 0.4 };

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
  const prior = new Float32Array(nonSkin.length);
  let area = 0;
  let bearded = 0;
  for (const cell of grid.cells) {
    if (regions.features[cell] > 0) continue;
    const u = ((cell % size) + 0.5) / size;
    const v = (Math.floor(cell / size) + 0.5) / size;
    prior[cell] =
      smoothstep(0.74, 0.8, v) * smoothstep(objectShare.none, objectShare.full, around[cell]);
    if (Math.abs(u - 0.5) > 0.12 || v < 0.6 || v > 0.66) continue;
    area++;
    bearded += nonSkin[cell];
  }
  const clean = smoothstep(moustache.full, moustache.none, bearded / Math.max(1, area));
  const object = clean * (1 - judgeBeard(atlas, skin, colours, nonSkin));
  return prior.map((value) => value * object);
}
