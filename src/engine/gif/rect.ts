import type { Rect } from "../raster.ts";

export const emptyRect: Rect = { x: 0, y: 0, width: 0, height: 0 };

export function isEmpty(rect: Rect): boolean {
  return rect.width <= 0 || rect.height <= 0;
}

/** What both cover; empty when they do not meet. */
export function intersection(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : emptyRect;
}

/** The smallest rectangle round both; an empty one adds nothing. */
export function union(a: Rect, b: Rect): Rect {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** Fills a rectangle of a canvas `width` pixels wide. */
export function fillRect(pixels: Uint32Array, width: number, rect: Rect, value: number): void {
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    pixels.fill(value, y * width + rect.x, y * width + rect.x + rect.width);
  }
}
