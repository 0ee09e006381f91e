import type { Rect } from "../raster.ts";
import { emptyRect } from "./rect.ts";

/** Finds the smallest rectangle round pixels that come one by one. */
export function createBounds() {
  let left = Infinity;
  let top = Infinity;
  let right = -1;
  let bottom = -1;
  return {
    add(x: number, y: number) {
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    },
    rect: (): Rect =>
      right < 0
        ? emptyRect
        : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 },
  };
}
