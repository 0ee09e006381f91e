import type { CropOptions, CropPlaces } from "../crop.ts";
import type { Level } from "../pyramid.ts";
import type { Rect } from "../raster.ts";
import { cheapestPart, copyPart } from "./copy-part.ts";
import { createKernel } from "./kernel.ts";

/** `cropLevel` in the kernel: the same to 0.0002 of 255; undefined where there is no kernel. */
export function createKernelCrop() {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;

  return (
    level: Level,
    places: CropPlaces,
    options: CropOptions,
    out: Float32Array,
  ): Float32Array => {
    const { side, range, outside } = options;
    const part = cheapestPart(partRead(level, places, side), level);
    const sourceBytes = part.width * part.height * 4;
    const values = 3 * side * side;
    kernel.reserve(sourceBytes + values * 4);
    const memory = kernel.buffer();
    copyPart(level, part, new Uint8Array(memory, kernel.begin, sourceBytes));
    const planar = kernel.begin + sourceBytes;
    kernel.crop(
      kernel.begin,
      part.x,
      part.y,
      part.width,
      level.width,
      level.height,
      places.originX,
      places.originY,
      places.stepX,
      places.stepY,
      side,
      (range[1] - range[0]) / 255,
      range[0],
      outside === "black" ? 1 : 0,
      planar,
    );
    out.set(new Float32Array(memory, planar, values));
    return out;
  };
}

/** The part of a level that a crop reads, with the neighbours of its last pixels. */
function partRead(level: Level, places: CropPlaces, side: number): Rect {
  const { originX, originY, stepX, stepY } = places;
  const end = side - 1;
  const xs = [0, end * stepX, -end * stepY, end * (stepX - stepY)].map((x) => originX + x);
  const ys = [0, end * stepY, end * stepX, end * (stepY + stepX)].map((y) => originY + y);
  const x = within(Math.floor(Math.min(...xs)), level.width);
  const y = within(Math.floor(Math.min(...ys)), level.height);
  const right = within(Math.floor(Math.max(...xs)) + 1, level.width);
  const bottom = within(Math.floor(Math.max(...ys)) + 1, level.height);
  return { x, y, width: right - x + 1, height: bottom - y + 1 };
}

/** The nearest pixel there is; 0 for what is no number. */
function within(place: number, size: number): number {
  return place > 0 ? Math.min(place, size - 1) : 0;
}
