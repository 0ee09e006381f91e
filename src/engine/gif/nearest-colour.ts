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
  /** As `find`, but one answer serves all colours that agree in the upper six bits of each channel. */
  findRoughly(r: number, g: number, b: number): number;
}

const CACHE_BITS = 6;
const CACHE_SHIFT = 8 - CACHE_BITS;
const CELL_MIDDLE = 1 << (CACHE_SHIFT - 1);
const UNKNOWN = -1;

/**
 * Exact nearest-colour search. The colours are sorted by green, the heaviest channel; the search walks up and down from the
 * wanted green and stops where green alone is further away than the best found, which leaves about a tenth of the table.
 */
export function createNearestColour(): NearestColour {
  const reds = new Uint8Array(256);
  const greens = new Uint8Array(256);
  const blues = new Uint8Array(256);
  const sorted = new Uint8Array(256);
  /** For each green, how many colours have a smaller one. */
  const ranks = new Uint16Array(257);
  const fill = new Uint16Array(257);
  const cache = new Int16Array(1 << (3 * CACHE_BITS));
  let size = 0;

  function find(r: number, g: number, b: number): number {
    let up = ranks[g];
    let down = up - 1;
    let best = Infinity;
    let bestRank = 0;
    while (up < size || down >= 0) {
      if (up < size) {
        const dg = greens[up] - g;
        const green = GREEN_WEIGHT * dg * dg;
        if (green >= best) {
          up = size;
        } else {
          const dr = reds[up] - r;
          const db = blues[up] - b;
          const distance = green + RED_WEIGHT * dr * dr + BLUE_WEIGHT * db * db;
          if (distance < best) {
            best = distance;
            bestRank = up;
          }
          up++;
        }
      }
      if (down >= 0) {
        const dg = greens[down] - g;
        const green = GREEN_WEIGHT * dg * dg;
        if (green >= best) {
          down = -1;
        } else {
          const dr = reds[down] - r;
          const db = blues[down] - b;
          const distance = green + RED_WEIGHT * dr * dr + BLUE_WEIGHT * db * db;
          if (distance < best) {
            best = distance;
            bestRank = down;
          }
          down--;
        }
      }
    }
    return sorted[bestRank];
  }

  return {
    load(rgba, slots, count) {
      size = count;
      cache.fill(UNKNOWN);
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

    find,

    findRoughly(r, g, b) {
      const red = r >> CACHE_SHIFT;
      const green = g >> CACHE_SHIFT;
      const blue = b >> CACHE_SHIFT;
      const cell = (red << (2 * CACHE_BITS)) | (green << CACHE_BITS) | blue;
      if (cache[cell] === UNKNOWN) {
        cache[cell] = find(
          (red << CACHE_SHIFT) | CELL_MIDDLE,
          (green << CACHE_SHIFT) | CELL_MIDDLE,
          (blue << CACHE_SHIFT) | CELL_MIDDLE,
        );
      }
      return cache[cell];
    },
  };
}
