import { blankRaster, isOpaque, type Raster } from "./raster.ts";

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
  const levels: Level[] = [{ ...opaque(picture), step: 1 }];
  return {
    width: picture.width,
    height: picture.height,
    level(index) {
      const wanted = Math.min(index, HIGHEST_LEVEL);
      while (levels.length <= wanted) {
        const finest = levels[levels.length - 1];
        levels.push({ ...halve(finest), step: finest.step * 2 });
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

function opaque(picture: Raster): Raster {
  if (isOpaque(picture)) return picture;
  const { width, height, data } = picture;
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

/** An odd last row or column is its own neighbour, so that coordinates halve exactly at every level. */
function halve({ width, height, data }: Raster): Raster {
  const half = blankRaster(Math.ceil(width / 2), Math.ceil(height / 2));
  const out = half.data;
  for (let y = 0, to = 0; y < half.height; y += 1) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < half.width; x += 1, to += 4) {
      const left = 2 * x;
      const right = Math.min(2 * x + 1, width - 1);
      const a = (upper + left) * 4;
      const b = (upper + right) * 4;
      const c = (lower + left) * 4;
      const d = (lower + right) * 4;
      out[to] = (data[a] + data[b] + data[c] + data[d] + 2) >> 2;
      out[to + 1] = (data[a + 1] + data[b + 1] + data[c + 1] + data[d + 1] + 2) >> 2;
      out[to + 2] = (data[a + 2] + data[b + 2] + data[c + 2] + data[d + 2] + 2) >> 2;
      out[to + 3] = 255;
    }
  }
  return half;
}
