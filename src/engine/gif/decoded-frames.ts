import type { GifFrame } from "../../media/gif-frame.ts";
import { createKernelFrames } from "../kernel/kernel-frames.ts";
import { NOTHING } from "./colour-table.ts";

/** Remembers what frames draw, a byte a pixel, so that a clip that is played twice is decoded once. */
export interface DecodedFrames {
  /** @param indexes as `CompositedFrame` has them */
  keep(index: number, frame: GifFrame, indexes: Uint16Array, resets: readonly number[]): void;
  /** @returns false for a frame that is not kept; then nothing is written */
  recall(index: number, frame: GifFrame, indexes: Uint16Array, resets: number[]): boolean;
}

interface Kept {
  readonly bytes: Uint8Array;
  readonly resets: readonly number[];
}

/** Calls are synchronous and leave nothing behind, so that one memory serves all. */
const kernelFrames = createKernelFrames();

/** @param budget bytes in all; frames beyond it are decoded again */
export function createDecodedFrames(budget: number): DecodedFrames {
  const frames = new Map<number, Kept>();
  let left = budget;
  return {
    keep(index, { transparent }, indexes, resets) {
      if (indexes.length > left || frames.has(index)) return;
      const bytes = new Uint8Array(indexes.length);
      const all = (kernelFrames?.narrow ?? narrow)(indexes, transparent, bytes);
      if (transparent === undefined && all >= NOTHING) return;
      frames.set(index, { bytes, resets: [...resets] });
      left -= bytes.length;
    },
    recall(index, { transparent }, indexes, resets) {
      const kept = frames.get(index);
      if (kept === undefined) return false;
      (kernelFrames?.widen ?? widen)(kept.bytes, transparent, NOTHING, indexes);
      resets.length = 0;
      for (const position of kept.resets) resets.push(position);
      return true;
    },
  };
}

/**
 * A byte for each index. The transparent index is never among the drawn ones, so that its byte can stand for nothing.
 * @returns all indexes or-ed together: at least 256 when one draws nothing
 */
export function narrow(
  indexes: Uint16Array,
  transparent: number | undefined,
  bytes: Uint8Array,
): number {
  let all = 0;
  for (let at = 0; at < indexes.length; at++) {
    const drawn = indexes[at];
    all |= drawn;
    bytes[at] = drawn < NOTHING ? drawn : (transparent ?? 0);
  }
  return all;
}

/** The reverse of `narrow`. @param nothing the index that draws nothing */
export function widen(
  bytes: Uint8Array,
  transparent: number | undefined,
  nothing: number,
  indexes: Uint16Array,
): void {
  for (let at = 0; at < bytes.length; at++) {
    indexes[at] = bytes[at] === transparent ? nothing : bytes[at];
  }
}
