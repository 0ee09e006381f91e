import { colourDistance } from "./nearest-colour.ts";

const MAX_CODES = 4096;
/** How much of a lossy step's error the next pixels try to make good, and how fast that fades. */
const CARRIED = 0.6;
const FADING = 0.5;
const FORGOTTEN = 1;

/** In `alternatives`: only the index itself will do. */
export const NO_ALTERNATIVE = 256;

interface RelaxOptions {
  /** For each pixel another index that looks right as well, or `NO_ALTERNATIVE`. */
  readonly alternatives: Uint16Array;
  /** The index that draws nothing, if there is one. It is never taken for a colour. */
  readonly transparent: number | undefined;
  /** The colours behind the indexes, RGBA. */
  readonly rgba: Uint8Array;
  /** The largest `colourDistance` by which a pixel may miss its colour; 0 for none. */
  readonly lossy: number;
}

/** Rewrites indexes so that LZW finds longer strings. */
export type RelaxIndexes = (
  indexes: Uint8Array,
  count: number,
  minCodeSize: number,
  options: RelaxOptions,
) => void;

/**
 * Walks the pixels as an LZW encoder will, with its dictionary. Where the current string does not go on with a pixel's index
 * but does with its alternative, or with a colour near enough, it takes that. The encoder's parse of the rewritten indexes
 * is then this very walk. Nearby colours as in "lossy GIF" (Lesiński, gifsicle 2014): the error is carried to the next pixels, so that it
 * does not add up.
 */
export function createIndexRelaxer(): RelaxIndexes {
  /** Of a string's code and the next pixel: the code of both together; 0 for none. */
  const children = new Uint16Array(MAX_CODES * 256);
  const firstChild = new Uint16Array(MAX_CODES);
  const nextSibling = new Uint16Array(MAX_CODES);
  const parents = new Uint16Array(MAX_CODES);
  const pixels = new Uint8Array(MAX_CODES);

  return (indexes, count, minCodeSize, { alternatives, transparent, rgba, lossy }) => {
    const firstFree = (1 << minCodeSize) + 2;
    let next = firstFree;
    let r = 0;
    let g = 0;
    let b = 0;

    function forgetStrings() {
      for (let code = firstFree; code < next; code++) {
        children[(parents[code] << 8) | pixels[code]] = 0;
      }
      firstChild.fill(0, 0, next);
      next = firstFree;
    }

    /** The child of `string` whose colour is nearest to that of `index` with the carried error; 0 when none is near. */
    function nearChild(string: number, index: number): number {
      const from = index * 4;
      const [wantR, wantG, wantB] = [rgba[from] + r, rgba[from + 1] + g, rgba[from + 2] + b];
      let least = lossy;
      let best = 0;
      for (let child = firstChild[string]; child !== 0; child = nextSibling[child]) {
        if (pixels[child] === transparent) continue;
        const c = pixels[child] * 4;
        const d = colourDistance(wantR, wantG, wantB, rgba[c], rgba[c + 1], rgba[c + 2]);
        if (d < least) {
          least = d;
          best = child;
        }
      }
      if (best !== 0) {
        const c = pixels[best] * 4;
        r = (wantR - rgba[c]) * CARRIED;
        g = (wantG - rgba[c + 1]) * CARRIED;
        b = (wantB - rgba[c + 2]) * CARRIED;
      }
      return best;
    }

    let string = indexes[0];
    for (let i = 1; i < count; i++) {
      const index = indexes[i];
      let child = children[(string << 8) | index];
      if (child === 0 && alternatives[i] !== NO_ALTERNATIVE) {
        child = children[(string << 8) | alternatives[i]];
        if (child !== 0) indexes[i] = alternatives[i];
      }
      if (child !== 0) {
        string = child;
        r *= FADING;
        g *= FADING;
        b *= FADING;
        continue;
      }
      if (lossy > 0 && index !== transparent) {
        if (Math.abs(r) + Math.abs(g) + Math.abs(b) < FORGOTTEN) r = g = b = 0;
        child = nearChild(string, index);
        if (child !== 0) {
          indexes[i] = pixels[child];
          string = child;
          continue;
        }
      }
      if (next < MAX_CODES) {
        children[(string << 8) | index] = next;
        parents[next] = string;
        pixels[next] = index;
        nextSibling[next] = firstChild[string];
        firstChild[string] = next;
        next++;
      } else {
        forgetStrings();
      }
      string = index;
      r = g = b = 0;
    }
    forgetStrings();
  };
}
