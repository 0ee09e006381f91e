/** An RGBA picture: 4 bytes a pixel, row by row, top first; alpha 0 is transparent, 255 opaque. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Pixels `x ≤ px < x + width`, `y ≤ py < y + height`. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An all-zero (transparent) raster. */
export function blankRaster(width: number, height: number): Raster {
  return { width, height, data: new Uint8Array(width * height * 4) };
}

/** Has every pixel alpha 255? */
export function isOpaque({ data }: Raster): boolean {
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] !== 255) return false;
  }
  return true;
}
