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
  /** The slot of the colour nearest to integer channels 0…255, by `colourDistance`; of equally near ones the first. */
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
const AXIS_STEPS = 255 * AXIS_LENGTH + 1;

const CELL_BITS = 5;
const CELL_SHIFT = 8 - CELL_BITS;
/** A key is a distance, and below it the number of the colour in the order given, which decides between equal ones. */
const NUMBER_BITS = 8;
const NUMBER_MASK = (1 << NUMBER_BITS) - 1;
/** More than any key. */
const NOT_FOUND = 0x7fff_ffff;

/**
 * Exact nearest-colour search. The colours are sorted along the grey axis, on which pictures vary most; the search walks up
 * and down from the wanted colour's place and stops where the axis alone is further away than the best found. The last
 * answer for a similar colour says how near that is at least, which leaves few colours to look at.
 */
export function createNearestColour(): NearestColour {
  const reds = new Int32Array(256);
  const greens = new Int32Array(256);
  const blues = new Int32Array(256);
  const places = new Int32Array(256);
  const numbers = new Int32Array(256);
  const given = new Uint8Array(256);
  /** For each place on the axis, how many colours come before it. */
  const ranks = new Uint16Array(AXIS_STEPS + 1);
  const fill = new Uint16Array(AXIS_STEPS + 1);
  /** For each cell of similar colours the key's number of the last answer, or −1. */
  const guesses = new Int16Array(1 << (3 * CELL_BITS));
  const rankOf = new Uint8Array(256);
  let size = 0;

  /** The least key below `limit` of the colours from a rank on, upwards or downwards, but for that of `number`. */
  function walk(
    r: number,
    g: number,
    b: number,
    from: number,
    step: 1 | -1,
    number: number,
    limit: number,
  ): number {
    const place = onAxis(r, g, b);
    let least = limit;
    let bound = (least >> NUMBER_BITS) * AXIS_LENGTH;
    for (let rank = from; rank >= 0 && rank < size; rank += step) {
      const apart = places[rank] - place;
      if (apart * apart > bound) break;
      const distance = colourDistance(r, g, b, reds[rank], greens[rank], blues[rank]);
      const key = (distance << NUMBER_BITS) | numbers[rank];
      if (key < least && numbers[rank] !== number) {
        least = key;
        bound = distance * AXIS_LENGTH;
      }
    }
    return least;
  }

  /** The least key below `limit` but for that of `number`; else `limit`. */
  function search(r: number, g: number, b: number, number: number, limit: number): number {
    const rank = ranks[onAxis(r, g, b)];
    return walk(r, g, b, rank - 1, -1, number, walk(r, g, b, rank, 1, number, limit));
  }

  return {
    load(rgba, slots, count) {
      size = count;
      guesses.fill(-1);
      ranks.fill(0);
      const placeOf = (slot: number) =>
        onAxis(rgba[slot * 4], rgba[slot * 4 + 1], rgba[slot * 4 + 2]);
      for (let i = 0; i < count; i++) ranks[placeOf(slots[i]) + 1]++;
      for (let place = 0; place < AXIS_STEPS; place++) ranks[place + 1] += ranks[place];
      fill.set(ranks);
      given.set(slots.subarray(0, count));
      for (let i = 0; i < count; i++) {
        const slot = slots[i];
        const rank = fill[placeOf(slot)]++;
        numbers[rank] = i;
        rankOf[i] = rank;
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
      let limit = NOT_FOUND;
      if (guesses[cell] >= 0) {
        const rank = rankOf[guesses[cell]];
        const distance = colourDistance(r, g, b, reds[rank], greens[rank], blues[rank]);
        // One that is as near and comes before the guess is to be found as well.
        limit = (distance + 1) << NUMBER_BITS;
      }
      const number = search(r, g, b, -1, limit) & NUMBER_MASK;
      guesses[cell] = number;
      return given[number];
    },

    findOther(r, g, b, slot, limit) {
      const number = given.indexOf(slot);
      const nothing = limit << NUMBER_BITS;
      const key = search(r, g, b, number, nothing);
      return key === nothing ? NO_SLOT : given[key & NUMBER_MASK];
    },
  };
}
