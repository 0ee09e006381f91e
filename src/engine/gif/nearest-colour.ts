/** Weights of squared channel differences: the eye weighs green most and blue least. */
const RED_WEIGHT = 3;
const GREEN_WEIGHT = 6;
const BLUE_WEIGHT = 2;

/** Weighted squared distance of two colours, channels 0…255. */
export function colourDistance(
  r1: number,
  g1: number,
  b1: number,
  r2: number,
  g2: number,
  b2: number,
): number {
  const r = r1 - r2;
  const g = g1 - g2;
  const b = b1 - b2;
  return RED_WEIGHT * r * r + GREEN_WEIGHT * g * g + BLUE_WEIGHT * b * b;
}

export interface NearestColour {
  /** Takes over the colours of `count` slots of a table of RGBA bytes. At least one. */
  load(rgba: Uint8Array, slots: Uint8Array, count: number): void;
  /** The slot of the colour nearest to integer channels 0…255, by `colourDistance`. */
  find(r: number, g: number, b: number): number;
}

const CELL_BITS = 5;
const CELL_SHIFT = 8 - CELL_BITS;
const UNKNOWN = -1;

/**
 * Exact nearest-colour search. The colours are sorted by green, the heaviest channel; the search walks up and down from the
 * wanted green and stops where green alone is further away than the best found. The last answer for a similar colour is
 * tried first, which leaves a handful of colours to look at.
 */
export function createNearestColour(): NearestColour {
  const reds = new Uint8Array(256);
  const greens = new Uint8Array(256);
  const blues = new Uint8Array(256);
  const sorted = new Uint8Array(256);
  /** For each green, how many colours have a smaller one. */
  const ranks = new Uint16Array(257);
  const fill = new Uint16Array(257);
  /** For each cell of similar colours the rank that was the answer last time. */
  const guesses = new Int16Array(1 << (3 * CELL_BITS));
  let size = 0;

  return {
    load(rgba, slots, count) {
      size = count;
      guesses.fill(UNKNOWN);
      ranks.fill(0);
      for (let i = 0; i < count; i++) ranks[rgba[slots[i] * 4 + 1] + 1]++;
      for (let green = 0; green < 256; green++) ranks[green + 1] += ranks[green];
      fill.set(ranks);
      for (let i = 0; i < count; i++) {
        const slot = slots[i];
        const rank = fill[rgba[slot * 4 + 1]]++;
        sorted[rank] = slot;
        reds[rank] = rgba[slot * 4];
        greens[rank] = rgba[slot * 4 + 1];
        blues[rank] = rgba[slot * 4 + 2];
      }
    },

    find(r, g, b) {
      const cell =
        ((r >> CELL_SHIFT) << (2 * CELL_BITS)) |
        ((g >> CELL_SHIFT) << CELL_BITS) |
        (b >> CELL_SHIFT);
      let nearest = guesses[cell];
      let least =
        nearest === UNKNOWN
          ? Infinity
          : colourDistance(r, g, b, reds[nearest], greens[nearest], blues[nearest]);
      for (let rank = ranks[g]; rank < size; rank++) {
        const dg = greens[rank] - g;
        if (GREEN_WEIGHT * dg * dg >= least) break;
        const distance = colourDistance(r, g, b, reds[rank], greens[rank], blues[rank]);
        if (distance < least) {
          least = distance;
          nearest = rank;
        }
      }
      for (let rank = ranks[g] - 1; rank >= 0; rank--) {
        const dg = greens[rank] - g;
        if (GREEN_WEIGHT * dg * dg >= least) break;
        const distance = colourDistance(r, g, b, reds[rank], greens[rank], blues[rank]);
        if (distance < least) {
          least = distance;
          nearest = rank;
        }
      }
      guesses[cell] = nearest;
      return sorted[nearest];
    },
  };
}
