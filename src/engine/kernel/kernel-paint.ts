import type { PaintedPixels, PixelPainting } from "../gif/paint-pixels.ts";
import { createKernel } from "./kernel.ts";
import { layOut } from "./lay-out.ts";

/** Pixels that the kernel gets at a time: they fit into a core's cache, and no picture makes its memory grow. */
const STRIP = 16_384;
const NONE = -1;
const MISSED = 256;

/** `createPlainPixelPainter` in the kernel; undefined where there is none. */
export function createKernelPaint() {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const places = layOut(kernel.begin);
  // 256 pixels, then three tables of 256 bytes, then what the kernel makes of them.
  const palette = places.take(kernel.paletteRoom());
  const errorsAt = places.take((STRIP + 2) * 24);
  const wantedAt = places.take(STRIP * 4);
  const shownAt = places.take(STRIP * 4);
  const drawnAt = places.take(STRIP * 2);
  const alternativesAt = places.take(STRIP * 2);
  const drawnSlotsAt = places.take(STRIP);
  const indexesAt = places.take(STRIP);
  kernel.reserve(places.end() - kernel.begin);
  // Nothing reserves more, so that these views stay.
  const memory = kernel.buffer();
  const colours = new Uint32Array(memory, palette, 256);
  const slots = new Uint8Array(memory, palette + 1024, 256);
  const slotOf = new Uint8Array(memory, palette + 1280, 256);
  const holds = new Uint8Array(memory, palette + 1536, 256);
  const errors = new Int32Array(memory, errorsAt, (STRIP + 2) * 6);
  const wanted = new Uint32Array(memory, wantedAt, STRIP);
  const shown = new Uint32Array(memory, shownAt, STRIP);
  const drawn = new Uint16Array(memory, drawnAt, STRIP);
  const alternatives = new Uint16Array(memory, alternativesAt, STRIP);
  const drawnSlots = new Uint8Array(memory, drawnSlotsAt, STRIP);
  const indexes = new Uint8Array(memory, indexesAt, STRIP);

  /** @returns undefined for an area wider than a strip: nothing was painted */
  return (painting: PixelPainting): PaintedPixels | undefined => {
    const { area, stride, count, transparent } = painting;
    const { width, height } = area;
    if (width > STRIP) return undefined;
    colours.set(painting.colours);
    slots.set(painting.slots);
    slotOf.set(painting.slotOf);
    holds.fill(0);
    for (const slot of painting.slots.subarray(0, count)) holds[slot] = 1;
    kernel.loadPalette(palette, count);
    errors.fill(0, 0, (width + 2) * 6);
    let highest = 0;
    let exact = true;
    const most = Math.max(1, Math.floor(STRIP / Math.max(1, width)));
    for (let row = 0; row < height; row += most) {
      const rows = Math.min(most, height - row);
      const from = row * width;
      const pixels = rows * width;
      for (let line = 0; line < rows; line++) {
        const at = (area.y + row + line) * stride + area.x;
        wanted.set(painting.wanted.subarray(at, at + width), line * width);
        shown.set(painting.shown.subarray(at, at + width), line * width);
        drawnSlots.set(painting.drawnSlots.subarray(at, at + width), line * width);
      }
      drawn.set(painting.drawn.subarray(from, from + pixels));
      const found = kernel.paintPixels(
        drawnAt,
        wantedAt,
        shownAt,
        drawnSlotsAt,
        width,
        rows,
        palette,
        transparent ?? NONE,
        painting.dithers ? 1 : 0,
        errorsAt,
        indexesAt,
        alternativesAt,
      );
      painting.indexes.set(indexes.subarray(0, pixels), from);
      painting.alternatives.set(alternatives.subarray(0, pixels), from);
      highest = Math.max(highest, found % MISSED);
      if (found >= MISSED) exact = false;
    }
    return { highest, exact };
  };
}
