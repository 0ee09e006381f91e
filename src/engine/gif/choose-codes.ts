import { createKernelCodes } from "../kernel/kernel-codes.ts";
import { CODE_BITS, MAX_CODES } from "./lzw-codes.ts";
import type { LzwCodes } from "./lzw-codes.ts";
import { createStringTree, NO_STRING } from "./string-tree.ts";

/** In `alternatives`: only the index itself will do. */
export const NO_ALTERNATIVE = 256;

/**
 * A full dictionary is judged by so many codes at a time: fewer say little, more answer late (measured on five clips: 100 and
 * 400 codes take 0.1 and 0.2 % more bytes).
 */
const JUDGED = 200;
/** A pixel of one index takes about as many bits as this many pixels of two (measured: 2 to 4). */
const HARD = 4;
/** Only where the next string is at most this long another cut is tried: that is most of what can be gained, for little time. */
const SHORT = 3;
/** So many strings are followed at once: where more fit, as in even runs, the first ones serve as well. */
const MAX_FITTING = 16;
const NOTHING_YET = -1;

/**
 * Finds the codes of pixels that may be written in one of two ways, and writes into `indexes` which way each one went.
 * @param indexes the pixels in stream order, each below `1 << minCodeSize`
 * @param alternatives for each pixel another index that serves as well, below `1 << minCodeSize`, or `NO_ALTERNATIVE`
 * @param minCodeSize 2…8
 */
export type ChooseCodes = (
  indexes: Uint8Array,
  alternatives: Uint16Array,
  count: number,
  minCodeSize: number,
) => LzwCodes;

/** Calls are synchronous, and nothing is kept between them, so that one memory serves all. */
const kernelChoose = createKernelCodes();

export function createCodeChooser(): ChooseCodes {
  return kernelChoose ?? createPlainCodeChooser();
}

/**
 * LZW (Welch 1984) in which each code is the longest string of the dictionary that shows the pixels to come, whichever of
 * their indexes it is made of. All strings that fit are followed at once through the tree of strings: two indexes a pixel make few
 * of them.
 *
 * While the dictionary is full a string is cut by one pixel where it and the next one get further that way (flexible parsing, Matias and
 * Sahinalp 1999). Before, a cut would cost more than it gains: a reader learns nothing from it. A full dictionary is kept while its codes do not cost more than all since it was begun (marginal value theorem, Charnov 1976).
 */
export function createPlainCodeChooser(): ChooseCodes {
  const tree = createStringTree();
  let codes = new Uint16Array(0);
  /** The longest strings that the last search found, and memory for longer ones. */
  let fitting = new Uint16Array(MAX_FITTING + 1);
  let longer = new Uint16Array(MAX_FITTING + 1);
  let fits = 0;

  /** Finds the longest strings that show the pixels from `at` on. Returns their length. */
  function search(indexes: Uint8Array, alternatives: Uint16Array, at: number, end: number): number {
    let from = fitting;
    let to = longer;
    let count = 1;
    from[0] = indexes[at];
    if (alternatives[at] !== NO_ALTERNATIVE) from[count++] = alternatives[at];
    let next = at + 1;
    for (; next < end; next++) {
      const index = indexes[next];
      const alternative = alternatives[next];
      let found = 0;
      for (let k = 0; k < count && found < MAX_FITTING; k++) {
        const code = from[k];
        const child = tree.find(code, index);
        if (child !== NO_STRING) to[found++] = child;
        if (alternative === NO_ALTERNATIVE) continue;
        const other = tree.find(code, alternative);
        if (other !== NO_STRING) to[found++] = other;
      }
      if (found === 0) break;
      count = found;
      const swap = from;
      from = to;
      to = swap;
    }
    fitting = from;
    longer = to;
    fits = count;
    return next - at;
  }

  function isFitting(code: number): boolean {
    for (let k = 0; k < fits; k++) if (fitting[k] === code) return true;
    return false;
  }

  return (indexes, alternatives, count, minCodeSize) => {
    const clear = 1 << minCodeSize;
    // At worst every pixel is a code; then there are the clears, the first one and the end.
    const most = count + Math.ceil(count / JUDGED) + 2;
    if (codes.length < most) codes = new Uint16Array(most);
    let length = 0;
    let at = 0;
    do {
      codes[length++] = clear;
      tree.clear(clear);
      // What a reader knows by now, how wide that makes a code, and what the codes have cost and done.
      let known = clear + 2;
      let width = minCodeSize + 1;
      let bits = 0;
      let work = 0;
      let judged = 0;
      let judgedWork = 0;
      let previous = NOTHING_YET;
      // What was found already when the code before was chosen.
      let aheadLength = 0;
      let aheadCode = NO_STRING;
      let isDear = false;
      while (at < count && !isDear) {
        const learns = previous !== NOTHING_YET && known < MAX_CODES;
        let matched = aheadLength;
        let code = aheadCode;
        if (aheadLength > 0) {
          if (learns) tree.add(previous, tree.first(code), known);
        } else {
          // A reader learns a string with the code after it. That code may be the string itself, if it begins as it ends.
          const guess = learns ? tree.first(previous) : NO_ALTERNATIVE;
          const guesses = learns && (indexes[at] === guess || alternatives[at] === guess);
          if (guesses) tree.add(previous, guess, known);
          matched = search(indexes, alternatives, at, count);
          code = fitting[0];
          if (learns && !(guesses && tree.first(code) === guess)) {
            if (guesses) tree.removeLast();
            tree.add(previous, tree.first(code), known);
          }
        }

        aheadLength = 0;
        if (matched > 1 && at + matched < count) {
          aheadLength = search(indexes, alternatives, at + matched, count);
          aheadCode = fitting[0];
          // What the reader is about to learn may go on where this ends; then it has to be looked for again.
          let outdated = isFitting(code);
          if (aheadLength <= SHORT && known === MAX_CODES) {
            const cutLength = search(indexes, alternatives, at + matched - 1, count);
            if (cutLength - 1 > aheadLength) {
              matched--;
              code = tree.parent(code);
              aheadLength = cutLength;
              aheadCode = fitting[0];
              outdated = isFitting(code);
            }
          }
          if (outdated) aheadLength = 0;
        }

        tree.spell(code, matched, indexes, at);
        codes[length++] = code;
        bits += width;
        for (const end = at + matched; at < end; at++) {
          work += alternatives[at] === NO_ALTERNATIVE ? HARD : 1;
        }
        previous = code;
        if (learns) {
          known++;
          if (known === 1 << width && width < CODE_BITS) width++;
          judgedWork = work;
        } else if (known === MAX_CODES && ++judged === JUDGED) {
          isDear = JUDGED * width * work > bits * (work - judgedWork);
          judged = 0;
          judgedWork = work;
        }
      }
    } while (at < count);
    codes[length++] = clear + 1;
    return { codes, length };
  };
}
