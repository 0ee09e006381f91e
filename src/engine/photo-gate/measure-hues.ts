import type { FaceAtlas } from "../swap/atlas.ts";
import { boxBlur } from "../swap/box-blur.ts";
import { dilate } from "../swap/dilate.ts";
import type { FacePhoto } from "../swap/photo.ts";
import { lumaAt } from "../swap/skin.ts";

/** The skin that is looked at, in units of u and v: no hairline, no ears, no neck. */
const inner = { aside: 0.3, top: 0.12, bottom: 0.85 };
/** What has a channel above this is burnt out: it has lost its hue. */
const burnt = 248;
/** With fewer cells than this nothing is said. */
const fewest = 200;
/** Keeps noise in black from being a hue; grey levels. */
const floor = 8;

/**
 * How much the hue of a face's skin varies, as the standard deviation of the logarithm of red over blue. Shade makes skin
 * redder, and the more so the harder the picture's contrast: what brightness explains in that way is left out. What
 * remains are lamps of different colours, sun and sky, or hair across the face.
 * @param colours RGB by cell, as the photo has them
 */
export function measureHues(
  atlas: FaceAtlas,
  colours: Float32Array,
  { landmarks, worn, cutOff }: Pick<FacePhoto, "landmarks" | "worn" | "cutOff">,
): number {
  const { grid, regions } = atlas;
  const { size } = grid;
  const facing = new Float32Array(size * size);
  atlas.mapFacing(landmarks, facing);
  const aroundWorn = dilate(worn, size, 1);
  // Weight, brightness and hue; a cell alone is a pore or a freckle.
  const local = new Float32Array(size * size * 3);
  for (const cell of grid.cells) {
    const across = Math.abs(((cell % size) + 0.5) / size - 0.5);
    const v = Math.floor(cell / size) / size;
    if (across > inner.aside || v < inner.top || v > inner.bottom) continue;
    if (regions.skin[cell] === 0 || regions.nearBrows[cell] > 0) continue;
    const [red, green, blue] = colours.subarray(cell * 3, cell * 3 + 3);
    if (Math.max(red, green, blue) >= burnt) continue;
    const weight = facing[cell] * (1 - aroundWorn[cell]) * (1 - cutOff[cell]);
    local[cell * 3] = weight;
    local[cell * 3 + 1] = weight * Math.log(lumaAt(colours, cell) + floor);
    local[cell * 3 + 2] = weight * Math.log((red + floor) / (blue + floor));
  }
  const seen = grid.cells.filter((cell) => local[cell * 3] > 0.3);
  boxBlur(local, { width: size, height: size, channels: 3 }, 1, 2);
  return seen.length < fewest ? 0 : unexplained(local, seen);
}

/** Deviation of the hue after a regression on brightness, of which only a falling line is believed. */
function unexplained(local: Float32Array, cells: Int32Array): number {
  let [total, lumas, hues, lumaSquares, hueSquares, products] = [0, 0, 0, 0, 0, 0];
  for (const cell of cells) {
    const weight = local[cell * 3];
    const luma = local[cell * 3 + 1] / weight;
    const hue = local[cell * 3 + 2] / weight;
    total += weight;
    lumas += weight * luma;
    hues += weight * hue;
    lumaSquares += weight * luma * luma;
    hueSquares += weight * hue * hue;
    products += weight * luma * hue;
  }
  const lumaVariance = lumaSquares / total - (lumas / total) ** 2;
  const hueVariance = hueSquares / total - (hues / total) ** 2;
  const covariance = products / total - (lumas / total) * (hues / total);
  const explained = covariance < 0 ? covariance ** 2 / (lumaVariance + 1e-6) : 0;
  return Math.sqrt(Math.max(0, hueVariance - explained));
}
