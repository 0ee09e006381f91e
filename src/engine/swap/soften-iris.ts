import { boxBlur } from "./box-blur.ts";
import { blurBy } from "./clip-blur.ts";
import { reach, spriteSide } from "./iris.ts";
import type { IrisSprite } from "./iris.ts";

/** Up to so many texels to a pixel what bilinear reading skips is not seen: irises of two pixels across and more. */
const mostTexels = 6;

/**
 * Gives a photo's iris for irises of any size: a small one is drawn with few pixels, each of which must show the mean
 * of what it covers, or a glint comes and goes from frame to frame.
 * @param clipBlur see `measureClipBlur`
 */
export function softenIris(sprite: IrisSprite, clipBlur: number): (radius: number) => IrisSprite {
  /** By the blur in texels; negative where the clip's blur is all there is. */
  const made = new Map<number, IrisSprite>();
  const shape = { width: spriteSide, height: spriteSide, channels: 3 };
  return (radius) => {
    const texels = spriteSide / (2 * reach * radius);
    if (texels <= mostTexels && clipBlur === 0) return sprite;
    const blur = Math.min(spriteSide / 4, Math.round((texels - 1) / 2));
    const isSmall = texels > mostTexels;
    const key = isSmall ? blur : -blur;
    const known = made.get(key);
    if (known !== undefined) return known;
    const data = sprite.data.slice();
    if (isSmall) boxBlur(data, shape, blur, 1);
    blurBy(data, shape, Math.min(spriteSide / 4, clipBlur * (2 * blur + 1)));
    const soft = { data };
    made.set(key, soft);
    return soft;
  };
}
