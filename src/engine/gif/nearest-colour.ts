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
  /** Of the other slots, the one whose colour is nearest and nearer than `limit`, or `NO_SLOT`. */
  findOther(r: number, g: number, b: number, slot: number, limit: number): number;
}

export const NO_SLOT = 256;

/** Where a colour lies on the weighted grey axis. Two colours are at least (difference)² ÷ `AXIS_LENGTH` apart (Cauchy–Schwarz). */
function onAxis(r: number, g: number, b: number): number {
  return RED_WEIGHT * r + GREEN_WEIGHT * g + BLUE_WEIGHT * b;
}
const AXIS_LENGTH = RED_WEIGHT + GREEN_WEIGHT + BLUE_WEIGHT;
/** More than any distance; a whole number, unlike Infinity, so that the search stays in integers. */
const FARTHEST = 255 * 255 * AXIS_LENGTH + 1;
const AXIS_STEPS = 255 * AXIS_LENGTH + 1;

const CELL_BITS = 5;
const CELL_SHIFT = 8 - CELL_BITS;
const UNKNOWN = -1;

/**
 * Exact nearest-colour search. The colours are sorted along the grey axis, on which pictures vary most; the search walks up
 * and down from the wanted colour's place and stops where the axis alone is further away than the best found. The last
 * answer for a similar colour is tried first, which leaves few colours to look at.
 */
export function createNearestColour(): NearestColour {
  const reds = new Int32Array(256);
  const greens = new Int32Array(256);
  const blues = new Int32Array(256);
  const places = new Int32Array(256);
  const sorted = new Uint8Array(256);
  /** For each place on the axis, how many colours come before it. */
  const ranks = new Uint16Array(AXIS_STEPS + 1);
  const fill = new Uint16Array(AXIS_STEPS + 1);
  /** For each cell of similar colours the rank that was the answer last time. */
  const guesses = new Int16Array(1 << (3 * CELL_BITS));
  let size = 0;

  /** The rank of the nearest colour but that of `slot`, if it is nearer than `least`; else `nearest`. */
  function walk(
    r: number,
    g: number,
    b: number,
    slot: number,
    nearest: number,
    least: number,
  ): number {
    let best = nearest;
    let lowest = least;
    let bound = least * AXIS_LENGTH;
    const place = onAxis(r, g, b);
    for (let rank = ranks[place]; rank < size; rank++) {
      const apart = places[rank] - place;
      if (apart * apart >= bound) break;
      const distance = colourDistance(r, g, b, reds[rank], greens[rank], blues[rank]);
      if (distance < lowest && sorted[rank] !== slot) {
        lowest = distance;
        bound = distance * AXIS_LENGTH;
        best = rank;
      }
    }
    for (let rank = ranks[place] - 1; rank >= 0; rank--) {
      const apart = places[rank] - place;
      if (apart * apart >= bound) break;
      const distance = colourDistance(r, g, b, reds[rank], greens[rank], blues[rank]);
      if (distance < lowest && sorted[rank] !== slot) {
        lowest = distance;
        bound = distance * AXIS_LENGTH;
        best = rank;
      }
    }
    return best;
  }

  return {
    load(rgba, slots, count) {
      size = count;
      guesses.fill(UNKNOWN);
      ranks.fill(0);
      const placeOf = (slot: number) =>
        onAxis(rgba[slot * 4], rgba[slot * 4 + 1], rgba[slot * 4 + 2]);
      for (let i = 0; i < count; i++) ranks[placeOf(slots[i]) + 1]++;
      for (let place = 0; place < AXIS_STEPS; place++) ranks[place + 1] += ranks[place];
      fill.set(ranks);
      for (let i = 0; i < count; i++) {
        const slot = slots[i];
        const rank = fill[placeOf(slot)]++;
        sorted[rank] = slot;
        reds[rank] = rgba[slot * 4];
        greens[rank] = rgba[slot * 4 + 1];
        blues[rank] = rgba[slot * 4 + 2];
        places[rank] = placeOf(slot);
      }
    },

    find(r, g, b) {
      const cell =
        ((r >> CELL_SHIFT) << (2 * CELL_BITS)) |
        ((g >> CELL_SHIFT) << CELL_BITS) |
        (b >> CELL_SHIFT);
      const guess = guesses[cell];
      const least =
        guess === UNKNOWN
          ? FARTHEST
          : colourDistance(r, g, b, reds[guess], greens[guess], blues[guess]);
      const nearest = walk(r, g, b, NO_SLOT, guess, least);
      guesses[cell] = nearest;
      return sorted[nearest];
    },

    findOther(r, g, b, slot, limit) {
      const rank = walk(r, g, b, slot, UNKNOWN, limit);
      return rank === UNKNOWN ? NO_SLOT : sorted[rank];
    },
  };
}
