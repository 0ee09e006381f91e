import type { Rect } from "../raster.ts";
import { createKernel } from "./kernel.ts";

/** A canvas and what a frame draws on it: indexes of a rectangle whose left upper pixel lies at (x, y) of the canvas. */
export interface IndexDrawing {
  readonly indexes: Uint16Array;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** The part of the rectangle that lies on the canvas. */
  readonly visible: Rect;
  /** 256 pixels. */
  readonly colours: Uint32Array;
  readonly pixels: Uint32Array;
  /** Pixels a row of the canvas. */
  readonly stride: number;
}

/** Pixels that the kernel gets at a time: they fit into a core's cache, and no picture makes its memory grow. */
const STRIP = 32_768;
const NONE = -1;

/** The inner loops of playing a GIF, in the kernel; undefined where there is none. */
export function createKernelFrames() {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const colourAt = kernel.begin;
  const wideAt = colourAt + 1024;
  const pixelAt = wideAt + STRIP * 2;
  const end = pixelAt + STRIP * 4;
  kernel.reserve(end - kernel.begin);
  // Nothing reserves more, so that these views stay.
  const table = new Uint32Array(kernel.buffer(), colourAt, 256);
  const wide = new Uint16Array(kernel.buffer(), wideAt, STRIP);
  const bytesOf = new Uint8Array(kernel.buffer(), pixelAt, STRIP);
  const pixelsOf = new Uint32Array(kernel.buffer(), pixelAt, STRIP);

  return {
    /** See `narrow` in gif/decoded-frames.ts. */
    narrow: (indexes: Uint16Array, transparent: number | undefined, bytes: Uint8Array): number => {
      let all = 0;
      for (let from = 0; from < indexes.length; from += STRIP) {
        const part = indexes.subarray(from, from + STRIP);
        wide.set(part);
        all |= kernel.narrow(wideAt, part.length, transparent ?? 0, pixelAt);
        bytes.set(bytesOf.subarray(0, part.length), from);
      }
      return all;
    },

    /** See `widen` in gif/decoded-frames.ts. */
    widen: (
      bytes: Uint8Array,
      transparent: number | undefined,
      nothing: number,
      out: Uint16Array,
    ): void => {
      for (let from = 0; from < bytes.length; from += STRIP) {
        const part = bytes.subarray(from, from + STRIP);
        bytesOf.set(part);
        kernel.widen(pixelAt, part.length, transparent ?? NONE, nothing, wideAt);
        out.set(wide.subarray(0, part.length), from);
      }
    },

    /** See `drawIndexes` in gif/composite.ts. @returns false for a drawing too wide for a strip: nothing was drawn */
    draw({ indexes, x, y, width, visible, colours, pixels, stride }: IndexDrawing): boolean {
      if (visible.width > STRIP) return false;
      table.set(colours);
      const rows = Math.max(1, Math.floor(STRIP / Math.max(1, visible.width)));
      // Rows that lie one behind the other are one long row.
      const whole = visible.width === width && visible.width === stride;
      for (let row = 0; row < visible.height; row += rows) {
        const count = Math.min(rows, visible.height - row);
        const lines = whole ? 1 : count;
        const length = whole ? count * width : visible.width;
        for (let line = 0; line < lines; line++) {
          const from = (visible.y + row + line - y) * width + visible.x - x;
          const at = (visible.y + row + line) * stride + visible.x;
          wide.set(indexes.subarray(from, from + length), line * length);
          pixelsOf.set(pixels.subarray(at, at + length), line * length);
        }
        kernel.drawIndexes(wideAt, count * visible.width, colourAt, pixelAt);
        for (let line = 0; line < lines; line++) {
          const at = (visible.y + row + line) * stride + visible.x;
          pixels.set(pixelsOf.subarray(line * length, (line + 1) * length), at);
        }
      }
      return true;
    },
  };
}
