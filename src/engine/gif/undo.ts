import type { Rect } from "../raster.ts";
import { emptyRect } from "./rect.ts";

/** Keeps one rectangle of a canvas and puts it back. */
export function createUndo(pixels: Uint32Array, width: number) {
  let kept = new Uint32Array(0);
  let rect: Rect = emptyRect;
  return {
    save(area: Rect) {
      rect = area;
      if (kept.length < area.width * area.height) kept = new Uint32Array(area.width * area.height);
      for (let row = 0; row < area.height; row++) {
        const from = (area.y + row) * width + area.x;
        kept.set(pixels.subarray(from, from + area.width), row * area.width);
      }
    },
    restore() {
      for (let row = 0; row < rect.height; row++) {
        const line = kept.subarray(row * rect.width, (row + 1) * rect.width);
        pixels.set(line, (rect.y + row) * width + rect.x);
      }
    },
  };
}
