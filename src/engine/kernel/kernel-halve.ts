import type { Raster } from "../raster.ts";
import { createKernel } from "./kernel.ts";

/** Pixels that the kernel gets at a time: they fit into a core's cache, and no picture makes its memory grow. */
const STRIP = 32_768;

/** `halveInto` in the kernel; undefined where there is none. */
export function createKernelHalve() {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const sourceAt = kernel.begin;
  const halfAt = sourceAt + STRIP * 4;
  // A strip's last row and last column may stand alone: of one row, half as many pixels come out.
  kernel.reserve(halfAt + STRIP * 2 + 4 - kernel.begin);
  // Nothing reserves more, so that these views stay.
  const source = new Uint8Array(kernel.buffer(), sourceAt, STRIP * 4);
  const halved = new Uint8Array(kernel.buffer(), halfAt, STRIP * 2 + 4);

  /** @returns as `halveInto`; undefined for a picture whose rows are too long: nothing is written then */
  return ({ width, height, data }: Raster, half: Raster): boolean | undefined => {
    if (width * 2 > STRIP) return undefined;
    const rows = Math.floor(STRIP / width / 2) * 2;
    let all = -1;
    let to = 0;
    for (let row = 0; row < height; row += rows) {
      const count = Math.min(rows, height - row);
      source.set(data.subarray(row * width * 4, (row + count) * width * 4));
      all &= kernel.halve(sourceAt, width, count, halfAt);
      const bytes = Math.ceil(count / 2) * half.width * 4;
      half.data.set(halved.subarray(0, bytes), to);
      to += bytes;
    }
    return all >>> 24 === 255;
  };
}
