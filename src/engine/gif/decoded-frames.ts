import type { GifFrame } from "../../media/gif-frame.ts";
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

/** @param budget bytes in all; frames beyond it are decoded again */
export function createDecodedFrames(budget: number): DecodedFrames {
  const frames = new Map<number, Kept>();
  let left = budget;
  // Tables instead of comparisons: in a dithered clip no processor can guess which pixels draw nothing.
  const byteOf = Uint8Array.from({ length: NOTHING + 1 }, (_, index) => index);
  const indexOf = Uint16Array.from({ length: 256 }, (_, byte) => byte);
  return {
    keep(index, { transparent }, indexes, resets) {
      if (indexes.length > left || frames.has(index)) return;
      const bytes = new Uint8Array(indexes.length);
      // The transparent index is never among the drawn ones, so that its byte can stand for nothing.
      byteOf[NOTHING] = transparent ?? 0;
      let all = 0;
      for (let at = 0; at < indexes.length; at++) {
        const drawn = indexes[at];
        all |= drawn;
        bytes[at] = byteOf[drawn];
      }
      if (transparent === undefined && all >= NOTHING) return;
      frames.set(index, { bytes, resets: [...resets] });
      left -= bytes.length;
    },
    recall(index, { transparent }, indexes, resets) {
      const kept = frames.get(index);
      if (kept === undefined) return false;
      const { bytes } = kept;
      if (transparent === undefined) indexes.set(bytes);
      else {
        indexOf[transparent] = NOTHING;
        for (let at = 0; at < bytes.length; at++) indexes[at] = indexOf[bytes[at]];
        indexOf[transparent] = transparent;
      }
      resets.length = 0;
      for (const position of kept.resets) resets.push(position);
      return true;
    },
  };
}
