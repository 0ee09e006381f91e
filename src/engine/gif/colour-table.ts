import type { GifBlocks } from "../../media/gif-blocks.ts";
import type { GifFrame } from "../../media/gif-frame.ts";

/** In a frame's indexes: this frame draws nothing here (transparent, or its data ended too early). */
export const NOTHING = 256;

/** 256 colours, opaque black where nobody set one, as RGBA bytes and as the same memory in 32-bit pixels. */
export interface ColourTable {
  readonly rgba: Uint8Array;
  readonly pixels: Uint32Array;
}

export function createColourTable(): ColourTable {
  const pixels = new Uint32Array(256);
  return { rgba: new Uint8Array(pixels.buffer), pixels };
}

/**
 * Loads the colours that a frame draws with: its own table, else the global one, else a ramp of greys over its code size
 * (the format leaves that to the reader). Indexes beyond the table are black, as in browsers.
 */
export function loadFrameColours(table: ColourTable, gif: GifBlocks, frame: GifFrame): void {
  const { rgba } = table;
  const palette = frame.palette ?? gif.globalPalette;
  const greys = (1 << Math.min(frame.minCodeSize, 8)) - 1;
  for (let slot = 0; slot < 256; slot++) {
    for (let channel = 0; channel < 3; channel++) {
      const grey = Math.min(255, Math.round((slot * 255) / greys));
      rgba[slot * 4 + channel] = palette === undefined ? grey : (palette[slot * 3 + channel] ?? 0);
    }
    rgba[slot * 4 + 3] = 255;
  }
}
