import { CODE_BITS, MAX_CODES } from "./lzw-codes.ts";

const CODE_MASK = MAX_CODES - 1;
/** Four times the codes, so that a probe rarely meets another key. */
const TABLE_BITS = 14;
const TABLE_MASK = (1 << TABLE_BITS) - 1;
/** An entry is 12 bits of the code of a string, 8 of the next pixel, and 12 of the code of both together, which is never 0. */
const EMPTY = 0;
/** 2³² divided by the golden ratio: Knuth's multiplicative hash. */
const HASH_FACTOR = 0x9e37_79b1;

/** No string of more than one pixel has this code. */
export const NO_STRING = 0;

/** The strings of an LZW dictionary as a tree: each is another one and a pixel more. */
export interface StringTree {
  /** Forgets all but the strings of one pixel, whose codes are the pixels 0…`pixels - 1`. */
  clear(pixels: number): void;
  /** The string of `code` and a pixel more, or `NO_STRING`. */
  find(code: number, pixel: number): number;
  /** Gives the string of `code` and a pixel more a code of its own, unless it has one. */
  add(code: number, pixel: number, added: number): void;
  /** Takes the last addition back. */
  removeLast(): void;
  /** A string of more than one pixel without its last one. */
  parent(code: number): number;
  /** The first pixel of a string. */
  first(code: number): number;
  /** Writes the `length` pixels of a string into `pixels` from `at` on. */
  spell(code: number, length: number, pixels: Uint8Array, at: number): void;
}

export function createStringTree(): StringTree {
  const entries = new Uint32Array(1 << TABLE_BITS);
  /** Of each string, a bit for the pixels (modulo 32) with which others go on from it: most of what is asked for is not there. */
  const branches = new Int32Array(MAX_CODES);
  const parents = new Uint16Array(MAX_CODES);
  const firsts = new Uint8Array(MAX_CODES);
  const lasts = new Uint8Array(MAX_CODES);
  let lastPlace = -1;

  /** Where a key is, or would be. */
  function placeOf(key: number): number {
    let place = Math.imul(key, HASH_FACTOR) >>> (32 - TABLE_BITS);
    let entry = entries[place];
    while (entry !== EMPTY && entry >>> CODE_BITS !== key) {
      place = (place + 1) & TABLE_MASK;
      entry = entries[place];
    }
    return place;
  }

  return {
    clear(pixels) {
      entries.fill(EMPTY);
      branches.fill(0);
      // In a dictionary of another code size these may have been longer strings.
      for (let pixel = 0; pixel < pixels; pixel++) firsts[pixel] = lasts[pixel] = pixel;
    },
    find: (code, pixel) =>
      (branches[code] & (1 << pixel)) === 0
        ? NO_STRING
        : entries[placeOf((code << 8) | pixel)] & CODE_MASK,
    add(code, pixel, added) {
      const key = (code << 8) | pixel;
      lastPlace = placeOf(key);
      if (entries[lastPlace] !== EMPTY) {
        lastPlace = -1;
        return;
      }
      entries[lastPlace] = (key << CODE_BITS) | added;
      branches[code] |= 1 << pixel;
      parents[added] = code;
      firsts[added] = firsts[code];
      lasts[added] = pixel;
    },
    removeLast() {
      // No probe has gone past the last place yet, so that it may be emptied.
      if (lastPlace >= 0) entries[lastPlace] = EMPTY;
    },
    parent: (code) => parents[code],
    first: (code) => firsts[code],
    spell(code, length, pixels, at) {
      let rest = code;
      for (let to = at + length - 1; to >= at; to--) {
        pixels[to] = lasts[rest];
        rest = parents[rest];
      }
    },
  };
}
