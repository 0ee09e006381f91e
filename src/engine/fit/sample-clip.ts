import type { GifBlocks } from "../../media/gif-blocks.ts";
import { createClipEncoder } from "../gif/clip-encoder.ts";
import { compositeFrames } from "../gif/composite.ts";
import { vanishing } from "../gif/vanishing.ts";
import { createScaler } from "./scale-canvas.ts";
import type { FitSettings } from "./settings.ts";

/** Enough to be right within about a tenth. */
const RUNS = 3;
const RUN_FRAMES = 4;
const SAMPLE_FRAMES = RUNS * RUN_FRAMES;
/** Canvases held for the sample: all 15 of a clip of 1000 × 1000, one run of three of the largest. */
const MAX_SAMPLE_BYTES = 64 * 1024 * 1024;

/** Consecutive canvases; the first one is on the screen already when the others are encoded. */
interface Run {
  readonly canvases: readonly Uint32Array[];
  /** Bytes of the source between the end of the first frame and that of the last. */
  readonly sourceBytes: number;
  readonly startsEmpty: boolean;
}

/** A few frames of a clip, to find out what settings would do to all of it. */
export interface ClipSample {
  /** Frames that each `predict` encodes. */
  readonly frames: number;
  /** Bytes that the whole clip would take. */
  predict(settings: FitSettings): number;
}

/** Plays the clip once. */
export function sampleClip(gif: GifBlocks): ClipSample {
  const { width, height } = gif;
  const runs = collectRuns(gif);
  const frames = runs.reduce((sum, run) => sum + run.canvases.length - 1, 0);
  const sourceBytes = runs.reduce((sum, run) => sum + run.sourceBytes, 0);
  // It is drawn whole, and gains nothing by what stands still.
  const firstFrame = runs[0].startsEmpty ? 0 : gif.frames[0].image.end;

  return {
    frames,
    predict(settings) {
      const scale = createScaler({ width, height }, settings);
      const isScaled = settings.width !== width || settings.height !== height;
      let bytes = 0;
      for (const { canvases } of runs) {
        const scaled = isScaled ? canvases.map((canvas) => scale(canvas).slice()) : canvases;
        bytes += encodedLength(scaled, settings);
      }
      // A frame that is left out takes its share of the changes with it, but the next one has more of them.
      const kept = settings.halvesFrames ? HALVED : 1;
      const area = (settings.width * settings.height) / (width * height);
      return firstFrame * area + (bytes / sourceBytes) * (gif.bytes.length - firstFrame) * kept;
    },
  };
}

/** Measured: half the frames take 0.52 to 0.64 of the bytes. */
const HALVED = 0.58;

function encodedLength(canvases: readonly Uint32Array[], settings: FitSettings): number {
  const encoder = createClipEncoder(settings, settings);
  encoder.assume(canvases[0], vanishing(canvases[0], canvases[1], settings.width));
  for (let i = 1; i < canvases.length; i++) {
    const next = canvases[Math.min(i + 1, canvases.length - 1)];
    encoder.add(canvases[i], 0, vanishing(canvases[i], next, settings.width));
  }
  return encoder.length();
}

function collectRuns(gif: GifBlocks): Run[] {
  const { width, height, frames } = gif;
  const places = samplePlaces(frames.length, Math.floor(MAX_SAMPLE_BYTES / (width * height * 4)));
  const found = places.map((place) => ({
    ...place,
    // Before the first frame the screen is empty.
    canvases: place.before < 0 ? [new Uint32Array(width * height)] : [],
  }));
  for (const { index, pixels } of compositeFrames(gif)) {
    for (const { before, frames: count, canvases } of found) {
      if (index >= before && index <= before + count) canvases.push(pixels.slice());
    }
  }
  return found.map(({ before, frames: count, canvases }) => {
    const start = before < 0 ? 0 : frames[before].image.end;
    const sourceBytes = frames[before + count].image.end - start;
    return { canvases, sourceBytes, startsEmpty: before < 0 };
  });
}

interface SamplePlace {
  /** The frame that is on the screen when the run begins; -1 for none. */
  readonly before: number;
  readonly frames: number;
}

/**
 * Runs at the start, in the middle and at the end of a clip; of a very short one, its first half. Never more than half of
 * the frames, so that there can be four predictions for the price of two encodes.
 */
function samplePlaces(frames: number, canvases: number): SamplePlace[] {
  if (frames < 2 * RUNS) return [{ before: -1, frames: Math.ceil(frames / 2) }];
  const runs = canvases >= SAMPLE_FRAMES + RUNS ? RUNS : 1;
  const length = Math.max(1, Math.min(RUN_FRAMES, Math.floor(frames / 2 / RUNS), canvases - 1));
  const lastStart = frames - 1 - length;
  return Array.from({ length: runs }, (_, run) => ({
    before: runs === 1 ? lastStart >> 1 : Math.floor((run * lastStart) / (runs - 1)),
    frames: length,
  }));
}
