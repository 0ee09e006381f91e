import { describe, expect, test } from "vitest";
import type { FrameEdit } from "../../../src/engine/gif/frame-edit.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import type { GifBlocks } from "../../../src/media/gif-blocks.ts";
import { gifCorpus } from "../../support/gif-corpus.ts";
import { expectOnlyPatched, patchAt, withEdits } from "../../support/gif-edits.ts";
import { noCeilings } from "../../support/gif-frames.ts";

/**
 * Every frame brings a full table of its own and leaves pixels of earlier frames. When an edit goes away all at once, the next
 * table has no slot for some of the colours below it; the nearest serve until a later table has room.
 */
const fullTables = ["image-gif/tests_samples_sample_big.gif", "pillow/Tests_images_iss634.gif"];

const usable = gifCorpus.filter(({ bytes }) => {
  try {
    readGifBlocks(bytes, { ...noCeilings, maxSide: 4096 });
    return true;
  } catch {
    return false;
  }
});

/** The first frames of long files: what can go wrong between frames does so there, and the test stays short. */
function beginning(bytes: Uint8Array): GifBlocks {
  const gif = readGifBlocks(bytes, noCeilings);
  const frames = gif.frames.slice(0, 16);
  const contentEnd = frames.at(-1)?.image.end ?? gif.contentEnd;
  return frames.length === gif.frames.length ? gif : { ...gif, frames, contentEnd };
}

/** Deterministic rectangles; every third frame is left alone. */
function scatteredEdits({ width, height, frames }: GifBlocks): (FrameEdit | undefined)[] {
  return frames.map((_, index) => {
    const part = (step: number, size: number) => Math.floor(((index * step) % 0.7) * size);
    const rect = {
      x: part(0.37, width),
      y: part(0.23, height),
      width: Math.ceil(width * 0.3),
      height: Math.ceil(height * 0.3),
    };
    return index % 3 === 2 ? undefined : patchAt(rect, index * 5);
  });
}

/** One patch that moves a little from frame to frame, as a face does. */
function steadyEdits({ width, height, frames }: GifBlocks): FrameEdit[] {
  const side = Math.ceil(Math.min(width, height) * 0.4);
  return frames.map((_, index) => {
    const x = Math.round((width - side) / 2 + 8 * Math.sin(index / 4));
    return patchAt({ x, y: Math.round((height - side) / 2), width: side, height: side }, index);
  });
}

describe.skipIf(gifCorpus.length === 0)("edits of other libraries' samples", () => {
  test.each(usable)("without a patch give $name back byte for byte", ({ bytes }) => {
    const gif = readGifBlocks(bytes, noCeilings);
    expect(Buffer.compare(withEdits(gif, []), bytes)).toBe(0);
  });

  test.each(usable.filter(({ name }) => !fullTables.includes(name)))(
    "leave the rest of $name alone",
    ({ bytes }) => {
      const gif = beginning(bytes);
      for (const edits of [scatteredEdits(gif), steadyEdits(gif)]) {
        expect(expectOnlyPatched(gif, withEdits(gif, edits), edits)).toBe(0);
      }
    },
  );

  test.each(usable.filter(({ name }) => fullTables.includes(name)))(
    "hardly touch the rest of $name, whose tables are all full",
    ({ bytes }) => {
      const gif = beginning(bytes);
      const edits = steadyEdits(gif);
      const outside = expectOnlyPatched(gif, withEdits(gif, edits), edits);
      expect(outside / (gif.width * gif.height * gif.frames.length)).toBeLessThan(0.01);
    },
  );
});
