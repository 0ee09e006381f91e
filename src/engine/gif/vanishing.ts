import type { Rect } from "../raster.ts";
import { createBounds } from "./bounds.ts";

/** Round the pixels that are opaque in one picture and transparent (0) in the next one. */
export function vanishing(before: Uint32Array, after: Uint32Array, width: number): Rect {
  const bounds = createBounds();
  for (let at = 0; at < before.length; at++) {
    if (before[at] !== 0 && after[at] === 0) bounds.add(at % width, Math.floor(at / width));
  }
  return bounds.rect();
}
