import type { Pyramid } from "../pyramid.ts";

/** Frames are compared at about this many pixels along the longer side: motion stays small there, a cut does not. */
const SIDE = 24;
/** Mean difference in grey levels a channel; a fast turn of a head that fills the frame stays under 20. */
const CUT_DIFFERENCE = 38;

/** Tells for each frame, in order, whether another scene begins with it. */
export function createCutDetector(): (frame: Pyramid) => boolean {
  let before: Uint8Array | undefined;
  return (frame) => {
    const thumbnail = thumbnailOf(frame);
    const cut = before !== undefined && meanDifference(before, thumbnail) > CUT_DIFFERENCE;
    before = thumbnail;
    return cut;
  };
}

function thumbnailOf(frame: Pyramid): Uint8Array {
  const longer = Math.max(frame.width, frame.height);
  return frame.level(Math.max(0, Math.ceil(Math.log2(longer / SIDE)))).data;
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += Math.abs(a[index] - b[index]);
  // A quarter of the bytes is alpha, which is the same everywhere.
  return sum / (a.length * 0.75);
}
