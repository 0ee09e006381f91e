import type { GifBlocks } from "../../media/gif-blocks.ts";
import type { Economy } from "../gif/clip-encoder.ts";

/** How a clip is made smaller. */
export interface FitSettings extends Economy {
  readonly width: number;
  readonly height: number;
  /** Every second frame is left out and its time given to the one before. */
  readonly halvesFrames: boolean;
}

/** Below this width a face is hard to make out. Narrower clips keep their size. */
const MIN_WIDTH = 240;
/** Clips this fast can lose every second frame and still move well. Hundredths of a second. */
const FAST_CS = 5;

interface Rung extends Economy {
  readonly scale?: number;
  readonly halvesFrames?: boolean;
}

/** Beyond 16 the edges of what moved slowly stay behind as rings on a face: by then fewer pixels look better. */
const fullSize: readonly Rung[] = [
  { tolerance: 0, colours: 255, lossy: 0 },
  { tolerance: 5, colours: 255, lossy: 0 },
  { tolerance: 8, colours: 255, lossy: 0 },
  { tolerance: 12, colours: 255, lossy: 0 },
  { tolerance: 16, colours: 255, lossy: 0 },
  { tolerance: 16, colours: 128, lossy: 0 },
  { tolerance: 16, colours: 96, lossy: 300 },
];
const smaller: readonly number[] = [0.84, 0.71, 0.59, 0.5];
const hardest: Rung = { tolerance: 24, colours: 64, lossy: 900, scale: 0.5 };

/**
 * The ways to make a clip smaller, mildest first: what is nearly still stands still, then fewer colours and a little noise,
 * then fewer pixels, then fewer frames. Where there are plenty of frames, they go before pixels do.
 */
export function settingsFor(gif: GifBlocks): FitSettings[] {
  const { width, height, frames } = gif;
  const isFast = frames.length > 2 && gif.durationMs / 10 / frames.length < FAST_CS;
  const least = Math.min(1, MIN_WIDTH / width);
  const scaled = smaller
    .filter((scale) => scale > least)
    .map((scale): Rung => ({ tolerance: 16, colours: 128, lossy: 300, scale }));
  const rungs: Rung[] = [...fullSize];
  if (isFast) rungs.push({ tolerance: 16, colours: 96, lossy: 300, halvesFrames: true });
  for (const rung of [...scaled, hardest]) rungs.push({ ...rung, halvesFrames: isFast });
  if (frames.length > 2 && !isFast) rungs.push({ ...hardest, halvesFrames: true });
  return rungs.map(({ scale = 1, halvesFrames = false, ...economy }) => {
    const factor = Math.max(scale, least);
    const scaledSide = (side: number) => Math.max(1, Math.round(side * factor));
    return { ...economy, width: scaledSide(width), height: scaledSide(height), halvesFrames };
  });
}
