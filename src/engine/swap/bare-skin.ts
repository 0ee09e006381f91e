import type { FaceAtlas } from "./atlas.ts";
import { dilate } from "./dilate.ts";

/** The same face for whoever asks for skin: what a beard or lenses cover is none, neither to learn its looks nor its light from. */
export function bareSkin(atlas: FaceAtlas, worn: Float32Array): FaceAtlas {
  if (worn.every((share) => share === 0)) return atlas;
  const around = dilate(worn, atlas.grid.size, 1);
  const { skin, cheeks } = atlas.regions;
  const regions = {
    ...atlas.regions,
    skin: skin.map((value, cell) => value * (1 - around[cell])),
    cheeks: cheeks.map((value, cell) => (around[cell] < 0.5 ? value : 0)),
  };
  return { ...atlas, regions };
}
