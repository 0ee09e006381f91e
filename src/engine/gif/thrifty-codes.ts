import { createCodeChooser, NO_ALTERNATIVE } from "./choose-codes.ts";
import { bitsOf } from "./lzw-codes.ts";
import type { LzwCodes } from "./lzw-codes.ts";
import { createLzwEncoder } from "./lzw-encode.ts";

/** Of how many frames one is tried both ways; in between the better one is gone on with. */
const COMPARED = 8;

/** Finds the codes of one frame after the other; parameters as in `ChooseCodes` and `LzwEncoder`. The codes are live memory. */
export type FindThriftyCodes = (
  indexes: Uint8Array,
  alternatives: Uint16Array,
  minCodeSize: number,
  resets: readonly number[],
  transparent: number | undefined,
) => LzwCodes;

/**
 * Codes that make use of the alternatives, except for clips that come out smaller without: a file made by a lossy encoder is tuned
 * to the dictionary that a plain walk over its own indexes builds.
 */
export function createThriftyCodes(): FindThriftyCodes {
  const encoder = createLzwEncoder();
  const choose = createCodeChooser();
  let own = new Uint8Array(0);
  // What a frame without alternatives, as the first one often is, tells about the others is nothing.
  const closed = { frames: 0, chooses: true };
  const open = { frames: 0, chooses: true };

  return (indexes, alternatives, minCodeSize, resets, transparent) => {
    const count = indexes.length;
    const state = alternatives.some((index) => index !== NO_ALTERNATIVE) ? open : closed;
    const compares = state.frames++ % COMPARED === 0;
    if (!compares && !state.chooses) return encoder.find(indexes, count, minCodeSize, resets);
    if (own.length < count) own = new Uint8Array(count);
    if (compares) own.set(indexes);
    const plain = compares ? encoder.find(indexes, count, minCodeSize, resets) : undefined;
    if (transparent !== undefined) preferTransparent(indexes, alternatives, transparent);
    const chosen = choose(indexes, alternatives, count, minCodeSize);
    if (plain === undefined) return chosen;
    state.chooses = bitsOf(chosen, minCodeSize) < bitsOf(plain, minCodeSize);
    if (state.chooses) return chosen;
    indexes.set(own.subarray(0, count));
    return plain;
  };
}

/** Of equally long strings the first one is taken. The one that draws least is what whole regions have in common. */
function preferTransparent(indexes: Uint8Array, alternatives: Uint16Array, transparent: number) {
  for (let i = 0; i < indexes.length; i++) {
    if (alternatives[i] !== transparent) continue;
    alternatives[i] = indexes[i];
    indexes[i] = transparent;
  }
}
