import type { FrameEdit } from "../../../src/engine/gif/frame-edit.ts";
import type { Raster } from "../../../src/engine/raster.ts";

/** The frame with the edit's colours, as they were before any palette. */
export function applyEdit(frame: Raster, edit: FrameEdit | undefined): Raster {
  // A Buffer's slice() would share its memory with the frame.
  const result = { ...frame, data: Uint8Array.from(frame.data) };
  eachEditedPixel(frame, edit, (pixel, colour) => result.data.set(colour, pixel * 4));
  return result;
}

/** Which pixels of a frame an edit covers: 1 or 0, one byte a pixel. */
export function maskEdit(frame: Raster, edit: FrameEdit | undefined): Uint8Array {
  const mask = new Uint8Array(frame.width * frame.height);
  eachEditedPixel(frame, edit, (pixel) => (mask[pixel] = 1));
  return mask;
}

function eachEditedPixel(
  { width, height }: Raster,
  edit: FrameEdit | undefined,
  visit: (pixel: number, colour: Uint8Array) => void,
): void {
  if (edit === undefined) return;
  const { patch, x: left, y: top } = edit;
  for (let row = 0; row < patch.height; row += 1) {
    for (let column = 0; column < patch.width; column += 1) {
      const from = (row * patch.width + column) * 4;
      const [x, y] = [left + column, top + row];
      if (patch.data[from + 3] === 0 || x < 0 || y < 0 || x >= width || y >= height) continue;
      visit(y * width + x, patch.data.subarray(from, from + 4));
    }
  }
}
