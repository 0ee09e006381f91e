/** Eight times the slots, so that a probe rarely meets another colour. */
const TABLE_BITS = 11;
const TABLE_MASK = (1 << TABLE_BITS) - 1;
/** 2³² divided by the golden ratio: Knuth's multiplicative hash. */
const HASH_FACTOR = 0x9e37_79b1;
const NONE = -1;

/** A set of at most 256 colours (opaque 32-bit pixels, so never 0), numbered in the order in which they came. */
export interface DistinctColours {
  readonly size: number;
  /** In order; the first `size` are valid. */
  readonly colours: Uint32Array;
  /** The colour's number, or -1. */
  find(colour: number): number;
  /** The colour's number; -1 for one more than `most`. */
  add(colour: number, most: number): number;
  clear(): void;
}

/** Open addressing in typed arrays: a `Map` looked into for every pixel takes ten times as long. */
export function createDistinctColours(): DistinctColours {
  const keys = new Uint32Array(1 << TABLE_BITS);
  const numbers = new Int16Array(1 << TABLE_BITS);
  const colours = new Uint32Array(256);
  let size = 0;

  function placeOf(colour: number): number {
    let place = Math.imul(colour, HASH_FACTOR) >>> (32 - TABLE_BITS);
    while (keys[place] !== 0 && keys[place] !== colour) place = (place + 1) & TABLE_MASK;
    return place;
  }

  return {
    get size() {
      return size;
    },
    colours,
    find(colour) {
      const place = placeOf(colour);
      return keys[place] === 0 ? NONE : numbers[place];
    },
    add(colour, most) {
      const place = placeOf(colour);
      if (keys[place] !== 0) return numbers[place];
      if (size >= Math.min(most, 256)) return NONE;
      keys[place] = colour;
      numbers[place] = size;
      colours[size] = colour;
      return size++;
    },
    clear() {
      keys.fill(0);
      size = 0;
    },
  };
}
