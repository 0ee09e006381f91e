import type { Landmarks } from "../face/landmarks.ts";
import type { Level } from "../pyramid.ts";
import type { FaceAtlas } from "./atlas.ts";
import { judgeObjectPrior } from "./object-prior.ts";
import { sampleUv } from "./sample-uv.ts";
import { mapNonSkin, measureSkin } from "./skin.ts";
import type { SkinModel } from "./skin.ts";

/** A photo's face by cell, and what its colours say by themselves: whoever judges it begins with this. */
export interface UnrolledPhoto {
  /** RGB by cell. */
  readonly colours: Float32Array;
  readonly skin: SkinModel;
  /** See `mapNonSkin`. */
  readonly nonSkin: Float32Array;
  /** See `judgeObjectPrior`. */
  readonly object: Float32Array;
}

/** @param level of the photo, fine enough for the atlas's grid */
export function unrollPhoto(atlas: FaceAtlas, level: Level, landmarks: Landmarks): UnrolledPhoto {
  const { grid, regions } = atlas;
  const colours = new Float32Array(grid.size * grid.size * 3);
  sampleUv(grid, level, landmarks, colours);
  const skin = measureSkin(regions, colours);
  const nonSkin = new Float32Array(grid.size * grid.size);
  mapNonSkin(regions, skin, colours, nonSkin);
  return { colours, skin, nonSkin, object: judgeObjectPrior(atlas, skin, colours, nonSkin) };
}
