import type { GifBlocks } from "../../media/gif-blocks.ts";
import type { GifFrame } from "../../media/gif-frame.ts";
import type { Raster, Rect } from "../raster.ts";
import { createColourTable, loadFrameColours, NOTHING } from "./colour-table.ts";
import type { DecodedFrames } from "./decoded-frames.ts";
import { createKernelFrames } from "../kernel/kernel-frames.ts";
import type { IndexDrawing } from "../kernel/kernel-frames.ts";
import { createLzwDecoder } from "./lzw-decode.ts";
import { fillRect, intersection } from "./rect.ts";
import { createUndo } from "./undo.ts";

/** One frame as people see it. Everything but `index` and `frame` is live memory: valid until the next frame is asked for. */
export interface CompositedFrame {
  readonly index: number;
  readonly frame: GifFrame;
  /** The whole canvas; alpha is 0 or 255. Not to be written to. */
  readonly canvas: Raster;
  /** The same memory as `canvas.data`, a pixel an element, for comparing and copying. */
  readonly pixels: Uint32Array;
  /** What this frame draws, row by row over its whole rectangle: a palette index, or `NOTHING`. */
  readonly indexes: Uint16Array;
  /** Pixel positions, in the order of the stream, at which the source cleared its LZW dictionary. */
  readonly resets: readonly number[];
}

/** Calls are synchronous and leave nothing behind, so that one memory serves all. */
const kernelFrames = createKernelFrames();

function draw(drawing: IndexDrawing): void {
  if (!kernelFrames?.draw(drawing)) drawIndexes(drawing);
}

/** Rows of an interlaced image in stream order: first row and step of each pass (GIF89a specification, appendix E). */
const interlacePasses = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;

/**
 * Plays a GIF as browsers do: transparent canvas at the start and after disposal 2, background colour ignored, frames
 * clipped to the canvas, missing pixels and bad data draw nothing. Memory is the canvas, the indexes of the largest frame and,
 * when a frame wants to be undone, one copy of its rectangle, whatever the clip's length.
 * @param decoded what was decoded when the clip was played before, and where to keep it for the next time
 */
export function* compositeFrames(
  gif: GifBlocks,
  decoded?: DecodedFrames,
): Generator<CompositedFrame, void, undefined> {
  const { width, height, frames } = gif;
  const pixels = new Uint32Array(width * height);
  const canvas: Raster = { width, height, data: new Uint8Array(pixels.buffer) };
  const screen: Rect = { x: 0, y: 0, width, height };
  const colours = createColourTable();
  const decoder = createLzwDecoder();
  const largest = frames.reduce((most, frame) => Math.max(most, frame.width * frame.height), 0);
  const memory = new Uint16Array(largest);
  const interlaced = frames.some((frame) => frame.interlaced);
  const streamMemory = interlaced ? new Uint16Array(largest) : memory;
  const undo = createUndo(pixels, width);
  const resets: number[] = [];

  const decode = (frame: GifFrame, indexes: Uint16Array) => {
    const stream = frame.interlaced ? streamMemory.subarray(0, indexes.length) : indexes;
    const end = decoder.decode(
      gif.bytes,
      frame.data,
      frame.minCodeSize,
      frame.transparent,
      stream,
      stream.length,
      resets,
    );
    stream.fill(NOTHING, end);
    if (frame.interlaced) deinterlace(stream, frame, indexes);
  };

  for (const [index, frame] of frames.entries()) {
    const indexes = memory.subarray(0, frame.width * frame.height);
    if (!decoded?.recall(index, frame, indexes, resets)) {
      decode(frame, indexes);
      decoded?.keep(index, frame, indexes, resets);
    }

    const visible = intersection(frame, screen);
    if (frame.disposal === 3) undo.save(visible);
    loadFrameColours(colours, gif, frame);
    const { x, y } = frame;
    const drawing = { indexes, x, y, width: frame.width, visible, pixels, stride: width };
    draw({ ...drawing, colours: colours.pixels });

    yield { index, frame, canvas, pixels, indexes, resets };

    if (frame.disposal === 2) fillRect(pixels, width, visible, 0);
    else if (frame.disposal === 3) undo.restore();
  }
}

/** Draws a frame's indexes over a canvas; `NOTHING` leaves it as it is. The kernel's twin. */
export function drawIndexes(drawing: IndexDrawing): void {
  const { indexes, x, y, width, visible, stride } = drawing;
  const colours = new Int32Array(drawing.colours.buffer);
  const pixels = new Int32Array(drawing.pixels.buffer);
  for (let row = visible.y; row < visible.y + visible.height; row++) {
    let from = (row - y) * width + visible.x - x;
    let to = row * stride + visible.x;
    // No branch on what is drawn: in a dithered clip no processor can guess which pixels draw nothing.
    for (const end = to + visible.width; to < end; to++, from++) {
      const index = indexes[from];
      // All bits for 0…255, none for NOTHING.
      const drawn = (index - NOTHING) >> 31;
      pixels[to] = (pixels[to] & ~drawn) | (colours[index & 255] & drawn);
    }
  }
}

function deinterlace(stream: Uint16Array, frame: GifFrame, indexes: Uint16Array) {
  const { width, height } = frame;
  let from = 0;
  for (const [first, step] of interlacePasses) {
    for (let y = first; y < height; y += step, from += width) {
      indexes.set(stream.subarray(from, from + width), y * width);
    }
  }
}
