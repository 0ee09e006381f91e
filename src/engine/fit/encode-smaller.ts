import type { GifBlocks } from "../../media/gif-blocks.ts";
import { APPLICATION, COMMENT, extensionsOf } from "../../media/gif-extensions.ts";
import { joined } from "../../media/joined.ts";
import { createClipEncoder } from "../gif/clip-encoder.ts";
import { compositeFrames } from "../gif/composite.ts";
import { emptyRect } from "../gif/rect.ts";
import { vanishing } from "../gif/vanishing.ts";
import { createScaler } from "./scale-canvas.ts";
import type { FitSettings } from "./settings.ts";

/** How much more than its share of the budget an encode may have used, and after how many frames that is asked. */
const HEADSTART = 1.3;
const FIRST_CHECK = 4;

export interface SmallerClip {
  /** Undefined when the encode was given up on the way; `length` is then where it was heading. */
  readonly bytes: Uint8Array | undefined;
  readonly length: number;
  /** Every pixel has the source's colour. */
  readonly exact: boolean;
  /** Frames that were encoded. */
  readonly frames: number;
}

/**
 * Encodes a clip anew by some settings. Loop, comments, marks and other application blocks are carried over as they are, the
 * delays too, but for frames that are left out.
 * @param budget bytes; an encode that is clearly on the way to more is given up. Left out, it is seen through.
 */
export function encodeSmaller(
  gif: GifBlocks,
  settings: FitSettings,
  budget = Infinity,
): SmallerClip {
  const { width, height } = settings;
  const { head, tail } = keptBlocks(gif);
  const encoder = createClipEncoder({ width, height, head }, settings);
  const kept = keptFrames(gif, settings.halvesFrames);
  let pending = new Uint32Array(width * height);
  let following = new Uint32Array(width * height);
  let done = 0;

  let firstFrame = 0;

  /** Where the encode is heading. The first frame, drawn whole, says nothing about the others. */
  const forecast = () => {
    const used = encoder.length();
    const perFrame = (used - firstFrame) / Math.max(1, done - 1);
    return used + tail.length + perFrame * (kept.size - done);
  };
  for (const pixels of keptCanvases(gif, kept, settings)) {
    following.set(pixels);
    if (done > 0) {
      const delayCs = kept.delays[done - 1];
      encoder.add(pending, delayCs, vanishing(pending, following, width));
      if (done === 1) firstFrame = encoder.length();
      if (done >= FIRST_CHECK && forecast() > budget * HEADSTART) {
        return { bytes: undefined, length: forecast(), exact: false, frames: done };
      }
    }
    [pending, following] = [following, pending];
    done++;
  }
  encoder.add(pending, kept.delays[done - 1], emptyRect);
  const bytes = encoder.finish(tail);
  const isWhole = width === gif.width && height === gif.height && !settings.halvesFrames;
  return { bytes, length: bytes.length, exact: isWhole && encoder.isExact(), frames: done };
}

interface KeptFrames {
  readonly size: number;
  readonly isKept: (frame: number) => boolean;
  /** Hundredths of a second of each kept frame. */
  readonly delays: readonly number[];
}

function keptFrames({ frames }: GifBlocks, halves: boolean): KeptFrames {
  if (!halves) {
    const delays = frames.map((frame) => frame.delayCs);
    return { size: frames.length, isKept: () => true, delays };
  }
  // A stored 0 or 1 is shown as 10 by browsers, so that is what two of them add up to.
  const shown = (frame: number) => {
    const stored = frames[frame]?.delayCs;
    return stored === undefined ? 0 : stored <= 1 ? 10 : stored;
  };
  const delays: number[] = [];
  for (let frame = 0; frame < frames.length; frame += 2) {
    delays.push(Math.min(0xffff, shown(frame) + shown(frame + 1)));
  }
  return { size: delays.length, isKept: (frame) => frame % 2 === 0, delays };
}

function* keptCanvases(gif: GifBlocks, { isKept }: KeptFrames, to: FitSettings) {
  const isScaled = to.width !== gif.width || to.height !== gif.height;
  const scale = isScaled ? createScaler(gif, to) : undefined;
  for (const { index, pixels } of compositeFrames(gif)) {
    if (isKept(index)) yield scale === undefined ? pixels : scale(pixels);
  }
}

/** What stands between the frames and is no part of them: before the first one, and after it. */
function keptBlocks(gif: GifBlocks): { head: Uint8Array; tail: Uint8Array } {
  const firstFrame = gif.frames[0].image.start;
  const head: Uint8Array[] = [];
  const tail: Uint8Array[] = [];
  for (const { label, start, end } of extensionsOf(gif)) {
    if (label !== COMMENT && label !== APPLICATION) continue;
    (start < firstFrame ? head : tail).push(gif.bytes.subarray(start, end));
  }
  return { head: joined(...head), tail: joined(...tail) };
}
