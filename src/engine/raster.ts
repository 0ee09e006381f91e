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

/** A picture's memory with a pixel an element, to read from: memory that does not begin at a multiple of four is copied. */
export function pixelsOf({ data }: Raster): Uint32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}

/** The bits of a pixel that hold its alpha. */
const [alphaBits] = new Uint32Array(Uint8Array.of(0, 0, 0, 255).buffer);
const pixelsALook = 4096;

/** Has every pixel alpha 255? */
export function isOpaque(picture: Raster): boolean {
  const pixels = pixelsOf(picture);
  for (let from = 0; from < pixels.length; from += pixelsALook) {
    const to = Math.min(pixels.length, from + pixelsALook);
    let all = alphaBits;
    for (let at = from; at < to; at += 1) all &= pixels[at];
    if (all !== (alphaBits | 0)) return false;
  }
  return true;
}
