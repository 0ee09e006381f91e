import type { Raster, Rect } from "../raster.ts";

/** A row that is copied by itself costs as much as a hundred pixels more: up to this many times as wide a part is. */
const mostWidening = 3;

/** What to copy of a picture to have a part of it: whole rows, where they are not much longer. */
export function cheapestPart(part: Rect, { width }: Pick<Raster, "width">): Rect {
  return width <= mostWidening * part.width ? { ...part, x: 0, width } : part;
}

/** Copies a part of a picture, row by row; whole rows, which lie one behind the other, at once. */
export function copyPart(picture: Raster, { x, y, width, height }: Rect, out: Uint8Array): void {
  const { data, width: stride } = picture;
  const rows = width === stride ? 1 : height;
  const length = (width * height * 4) / rows;
  for (let row = 0; row < rows; row++) {
    const from = ((y + row) * stride + x) * 4;
    out.set(data.subarray(from, from + length), row * length);
  }
}
