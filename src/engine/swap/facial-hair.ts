import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import { lumaAt } from "./skin.ts";
import { between, smoothstep } from "./smoothstep.ts";
import { mirrored } from "./uv-grid.ts";

/** In v: skin between these never grows hair; from the second pair on a beard may. */
const bare = { top: 0.38, bottom: 0.55 };
const growth = { none: 0.56, full: 0.6 };
/** In units of u from the middle: further out are the hair before the ears and what is behind them. */
const aside = 0.3;

/** What hair is told by: from `none` to `full` it is ever surer. */
interface Look {
  /** Its brightness as a share of the bare skin's: shade on a shaven chin leaves more. */
  readonly dark: { readonly none: number; readonly full: number };
  /** The share of the bare skin's colour that it has lost: grey hair, whatever its brightness. */
  readonly grey: { readonly none: number; readonly full: number };
}

/** Where nothing is known yet, and on a face that surely has a beard. */
const looks: { readonly strict: Look; readonly loose: Look } = {
  strict: { dark: { none: 0.66, full: 0.42 }, grey: { none: 0.4, full: 0.65 } },
  loose: { dark: { none: 0.8, full: 0.6 }, grey: { none: 0.22, full: 0.45 } },
};
/** Colour is the logarithm of red over blue; paler skin than this is not told from grey hair. */
const leastColour = 0.25;

/** What is bluer than grey lies in a blue lamp's light: the palest beards measure 0 and more, such a chin -0.4 to -0.1. */
const bluer = { none: -0.05, full: -0.15 };

/**
 * Shares of the upper lip and of the chin that look like hair on both sides of the face. Shaven faces have up to 0.09
 * and 0.03 of it, in the shadow of a nose or of a lip; moustaches from 0.4, thin beards on a chin from 0.16.
 */
const moustache = { none: 0.12, full: 0.3 };
const beard = { none: 0.06, full: 0.15 };

/** Where they are looked for, in units of u and v: not on the lips and nostrils, nor on the outline. */
const upperLip = { top: 0.6, bottom: 0.67, aside: 0.12, edge: 0 };
const chin = { top: 0.82, bottom: 1, aside: 0.15, edge: 0.05 };
/** In v, from above to below: here the upper lip stops and the chin begins to speak for a cell. */
const lipToChin = { top: 0.7, bottom: 0.78 };

/**
 * By cell, 0…1: hair that grows on the lower face, a beard, a moustache or both.
 * @param colours RGB by cell
 * @param object by cell, 0…1: see `judgeObjectPrior`
 */
export function mapFacialHair(
  atlas: FaceAtlas,
  colours: ArrayLike<number>,
  object: Float32Array,
): Float32Array {
  const { size, cells } = atlas.grid;
  const compare = compareWithBare(atlas, colours);
  const strict = compare(looks.strict).map((share, cell) => share * (1 - object[cell]));
  const onLip = smoothstep(moustache.none, moustache.full, shareOf(atlas, strict, upperLip));
  const onChin = smoothstep(beard.none, beard.full, shareOf(atlas, strict, chin));
  const hair = new Float32Array(size * size);
  if (onLip === 0 && onChin === 0) return hair;
  const loose = compare(looks.loose);
  for (const cell of cells) {
    const v = (Math.floor(cell / size) + 0.5) / size;
    const across = Math.abs(((cell % size) + 0.5) / size - 0.5);
    const lower = smoothstep(lipToChin.top, lipToChin.bottom, v);
    // A moustache alone says nothing of the cheeks, a beard mostly comes with one.
    const upper = Math.max(onLip * smoothstep(0.3, 0.2, across), onChin);
    hair[cell] = between(upper, onChin, lower) * loose[cell] * (1 - object[cell]);
  }
  boxBlur(hair, { width: size, height: size, channels: 1 }, 1, 1);
  return hair;
}

/** How much of the upper lip looks like a moustache, 0…1 for none and for one that leaves no doubt. */
export function judgeMoustache(atlas: FaceAtlas, colours: ArrayLike<number>): number {
  const strict = compareWithBare(atlas, colours)(looks.strict);
  return smoothstep(moustache.none, moustache.full, shareOf(atlas, strict, upperLip));
}

/** Compares each cell of the lower face with the bare skin above it, so that light from one side counts on both. */
function compareWithBare({ grid, regions }: FaceAtlas, colours: ArrayLike<number>) {
  const { size } = grid;
  const colourAt = (cell: number) =>
    Math.log((colours[cell * 3] + 4) / (colours[cell * 3 + 2] + 4));
  const above = new Float32Array(size * 3);
  for (const cell of grid.cells) {
    const x = cell % size;
    const v = (Math.floor(cell / size) + 0.5) / size;
    if (regions.skin[cell] === 0 || v < bare.top || v > bare.bottom) continue;
    if (Math.abs((x + 0.5) / size - 0.5) > aside) continue;
    above[x * 3] += 1;
    above[x * 3 + 1] += Math.log(lumaAt(colours, cell) + 4);
    above[x * 3 + 2] += colourAt(cell);
  }
  boxBlur(above, { width: size, height: 1, channels: 3 }, Math.round(size / 12), 3);

  return ({ dark, grey }: Look): Float32Array => {
    const out = new Float32Array(size * size);
    const [first, last] = [Math.ceil(size * (0.5 - aside)), Math.floor(size * (0.5 + aside)) - 1];
    for (const cell of grid.cells) {
      const v = (Math.floor(cell / size) + 0.5) / size;
      if (v < growth.none) continue;
      const near = Math.min(last, Math.max(first, cell % size)) * 3;
      const light = Math.exp(above[near + 1] / (above[near] + 1e-6));
      const colour = above[near + 2] / (above[near] + 1e-6);
      const own = colourAt(cell);
      const lost = (colour - own) / Math.max(leastColour, colour);
      const hair = Math.max(
        smoothstep(dark.none, dark.full, (lumaAt(colours, cell) + 4) / light),
        smoothstep(grey.none, grey.full, lost) * smoothstep(bluer.full, bluer.none, own),
      );
      out[cell] = hair * smoothstep(growth.none, growth.full, v);
    }
    return out;
  };
}

/** The mean over a zone of what a map has on both sides of the face. */
function shareOf({ grid, regions }: FaceAtlas, map: Float32Array, zone: typeof chin): number {
  const { size } = grid;
  let [area, both] = [0, 0];
  for (const cell of grid.cells) {
    const v = (Math.floor(cell / size) + 0.5) / size;
    if (v < zone.top || v > zone.bottom) continue;
    if (Math.abs(((cell % size) + 0.5) / size - 0.5) > zone.aside) continue;
    if (regions.features[cell] > 0 || regions.edgeDistance[cell] < zone.edge) continue;
    area++;
    both += Math.min(map[cell], map[mirrored(cell, size)]);
  }
  return both / Math.max(1, area);
}
