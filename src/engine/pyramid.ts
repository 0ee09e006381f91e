import { createKernelHalve } from "./kernel/kernel-halve.ts";
import { blankRaster, pixelsOf, type Raster } from "./raster.ts";

/** One picture at full size, half size, quarter size…, each level made when it is first asked for. */
export interface Pyramid {
  readonly width: number;
  readonly height: number;
  /**
   * Opaque pixels. Level 0 is the picture; pixel (x, y) of a level is the mean of pixels (2x…2x+1, 2y…2y+1) of the
   * level below. Levels past the smallest one give the smallest one.
   */
  level(index: number): Level;
}

export interface Level extends Raster {
  /** Picture pixels along one pixel of this level: 1, 2, 4… */
  readonly step: number;
}

/** What shows through transparent pixels: a viewer's background may be dark or light, and grey makes an edge with neither. */
const BACKGROUND = 128;
/** 2^8 picture pixels to one is more than any model asks of the largest picture. */
const HIGHEST_LEVEL = 8;

/** The picture is kept, not copied, unless it has transparent pixels. */
export function createPyramid(picture: Raster): Pyramid {
  const levels = finestLevels(picture);
  return {
    width: picture.width,
    height: picture.height,
    level(index) {
      const wanted = Math.min(index, HIGHEST_LEVEL);
      while (levels.length <= wanted) {
        const finest = levels[levels.length - 1];
        levels.push({ ...halve(finest).half, step: finest.step * 2 });
      }
      return levels[wanted];
    },
  };
}

/**
 * The level to read when neighbouring samples lie `distance` picture pixels apart: bilinear reads skip no pixel of it
 * up to a distance of 2 of its own, and a little less keeps detail that the models like.
 */
export function levelForDistance(distance: number): number {
  return Math.max(0, Math.floor(Math.log2(distance / 1.9)) + 1);
}

/** Halving tells whether a picture has transparent pixels: one that has not is looked at once. */
function finestLevels(picture: Raster): Level[] {
  const { half, opaque } = halve(picture);
  if (!opaque) return [{ ...onGrey(picture), step: 1 }];
  return [
    { ...picture, step: 1 },
    { ...half, step: 2 },
  ];
}

function onGrey({ width, height, data }: Raster): Raster {
  const flat = blankRaster(width, height);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] / 255;
    for (let channel = 0; channel < 3; channel += 1) {
      flat.data[at + channel] = Math.round(data[at + channel] * alpha + BACKGROUND * (1 - alpha));
    }
    flat.data[at + 3] = 255;
  }
  return flat;
}

/** Calls are synchronous and leave nothing behind, so that one memory serves all. */
const kernelHalve = createKernelHalve();

function halve(picture: Raster): { readonly half: Raster; readonly opaque: boolean } {
  const half = blankRaster(Math.ceil(picture.width / 2), Math.ceil(picture.height / 2));
  return { half, opaque: kernelHalve?.(picture, half) ?? halveInto(picture, half) };
}

/** Every other byte of a pixel: sums of four bytes stay apart in the sixteen bits that each then has. */
const everyOther = 0x00ff_00ff;
const halfOfFour = 0x0002_0002;
/** The bits of a pixel that hold its alpha. */
const [alphaBits] = new Int32Array(Uint8Array.of(0, 0, 0, 255).buffer);

/**
 * The kernel's twin, for machines that cannot run it and very wide pictures. Two channels are averaged in one number, the pixel's other two in another. An odd last row or column is its own
 * neighbour, so that coordinates halve exactly at every level.
 * @returns whether every pixel of the picture is opaque
 */
export function halveInto(picture: Raster, half: Raster): boolean {
  const { width, height } = picture;
  const pixels = pixelsOf(picture);
  const out = pixelsOf(half);
  let all = alphaBits;
  for (let y = 0, to = 0; y < half.height; y += 1) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < half.width; x += 1, to += 1) {
      const left = 2 * x;
      const right = left + 1 < width ? left + 1 : left;
      const a = pixels[upper + left];
      const b = pixels[upper + right];
      const c = pixels[lower + left];
      const d = pixels[lower + right];
      all &= a & b & c & d;
      const even = (a & everyOther) + (b & everyOther) + (c & everyOther) + (d & everyOther);
      const odd =
        ((a >>> 8) & everyOther) +
        ((b >>> 8) & everyOther) +
        ((c >>> 8) & everyOther) +
        ((d >>> 8) & everyOther);
      out[to] =
        (((even + halfOfFour) >>> 2) & everyOther) |
        ((((odd + halfOfFour) >>> 2) & everyOther) << 8);
    }
  }
  return all === alphaBits;
}
