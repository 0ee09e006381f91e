import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import { dilate } from "./dilate.ts";
import { lumaOf } from "./skin.ts";

/** How far around the lips skin is asked whether something lies over them: cells, in `passes` box blurs. */
const reach = { radius: 1, passes: 4 };

/**
 * Finds what covers a face: colours that differ from the clip's usual look, after the cheeks' common brightness is
 * taken out. Lips move and open, so that another colour there means nothing by itself; it does where the skin beside
 * them is covered as well. Eyes, brows and nostrils are never judged.
 */
export function createUnusualMap(atlas: FaceAtlas) {
  const { regions, grid } = atlas;
  const { size } = grid;
  const shape = { width: size, height: size, channels: 1 };
  const { skinNear, mouth } = aroundMouth(atlas);
  const near = new Float32Array(size * size);

  /**
   * @param colours RGB by cell; @param usual the clip's median of them
   * @param out by cell: 1 is what noise and expression reach
   */
  return function mapUnusual(colours: Uint8Array, usual: Uint8Array, out: Float32Array): void {
    const gain = brightnessAgainst(atlas, colours, usual);
    for (let cell = 0; cell < out.length; cell++) {
      out[cell] = regions.skin[cell] === 0 ? 0 : difference(colours, usual, cell * 3, gain);
    }
    near.set(out);
    boxBlur(near, shape, reach.radius, reach.passes);
    for (const cell of mouth) {
      const beside = near[cell] / (skinNear[cell] + 1e-3);
      out[cell] = Math.min(beside, difference(colours, usual, cell * 3, gain));
    }
    boxBlur(out, shape, 2, 2);
  };
}

/** How much skin is near each cell, and the cells of and around the lips that are none themselves. */
export function aroundMouth({ regions, grid }: FaceAtlas) {
  const { size } = grid;
  const skinNear = regions.skin.slice();
  boxBlur(skinNear, { width: size, height: size, channels: 1 }, reach.radius, reach.passes);
  const aroundLips = dilate(regions.lips, size, 2);
  const mouth = grid.cells.filter((cell) => aroundLips[cell] > 0 && regions.skin[cell] === 0);
  return { skinNear, mouth };
}

function brightnessAgainst({ regions }: FaceAtlas, colours: Uint8Array, usual: Uint8Array): number {
  let now = 0;
  let before = 1;
  for (let cell = 0; cell < regions.cheeks.length; cell++) {
    if (regions.cheeks[cell] === 0) continue;
    now += colours[cell * 3 + 1];
    before += usual[cell * 3 + 1];
  }
  return now / before;
}

function difference(colours: Uint8Array, usual: Uint8Array, i: number, gain: number): number {
  const red = colours[i] - gain * usual[i];
  const green = colours[i + 1] - gain * usual[i + 1];
  const blue = colours[i + 2] - gain * usual[i + 2];
  return Math.sqrt(red * red + green * green + blue * blue) / noiseOf(usual, i);
}

/** How far noise and expression move a usual colour; a bright one further. */
export function noiseOf(usual: Uint8Array, i: number): number {
  return 12 + 0.16 * lumaOf(usual[i], usual[i + 1], usual[i + 2]);
}
