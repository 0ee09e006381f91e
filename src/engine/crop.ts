import { createKernelCrop } from "./kernel/kernel-crop.ts";
import { levelForDistance, type Level, type Pyramid } from "./pyramid.ts";

/** A square that may be turned and may reach outside the picture. */
export interface Square {
  /** In picture coordinates: pixel (x, y) covers x…x+1, y…y+1. */
  readonly centreX: number;
  readonly centreY: number;
  /** The side's length in picture pixels. */
  readonly size: number;
  /** Radians, clockwise on the screen. */
  readonly angle: number;
}

export interface CropOptions {
  /** Pixels along a side of the result. */
  readonly side: number;
  /** The values that 0 and 255 become. */
  readonly range: readonly [low: number, high: number];
  /** What lies outside the picture: black, or the picture's edge pixels continued. */
  readonly outside: "black" | "edge";
}

/** Where the pixels of a crop are read: (x, y) of pixel (column, row) is origin + column · step + row · step turned by 90°. */
export interface CropPlaces {
  /** In pixels of the level, whose centres lie at whole numbers. */
  readonly originX: number;
  readonly originY: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** Calls are synchronous and leave nothing behind, so that one memory serves all. */
const kernelCrop = createKernelCrop();

/**
 * Cuts a square out of a picture, level and scaled: planar RGB, 3 × side × side, bilinear on a level that is not too fine.
 * @param out where to write it; left out, it is made
 */
export function cropSquare(
  pyramid: Pyramid,
  square: Square,
  options: CropOptions,
  out: Float32Array = new Float32Array(3 * options.side ** 2),
): Float32Array {
  const distance = square.size / options.side;
  const level = pyramid.level(levelForDistance(distance));
  const stepX = (Math.cos(square.angle) * distance) / level.step;
  const stepY = (Math.sin(square.angle) * distance) / level.step;
  const middle = (options.side - 1) / 2;
  const originX = square.centreX / level.step - 0.5 - middle * (stepX - stepY);
  const originY = square.centreY / level.step - 0.5 - middle * (stepY + stepX);
  return (kernelCrop ?? cropLevel)(level, { originX, originY, stepX, stepY }, options, out);
}

/** The kernel's twin, for machines that cannot run it. */
export function cropLevel(
  level: Level,
  places: CropPlaces,
  options: CropOptions,
  planar: Float32Array,
): Float32Array {
  const { side, outside } = options;
  const { originX, originY, stepX, stepY } = places;
  const offset = options.range[0];
  const gain = (options.range[1] - offset) / 255;
  const plane = side * side;
  planar.fill(offset);
  const { width, height, data } = level;
  const lastX = width - 1;
  const lastY = height - 1;
  const stride = width * 4;
  for (let row = 0, to = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1, to += 1) {
      let x = originX + column * stepX - row * stepY;
      let y = originY + column * stepY + row * stepX;
      if (outside === "black" && isOutside(level, x, y)) continue;
      x = x < 0 ? 0 : x > lastX ? lastX : x;
      y = y < 0 ? 0 : y > lastY ? lastY : y;
      const left = x | 0;
      const top = y | 0;
      const fractionX = x - left;
      const fractionY = y - top;
      const a = top * stride + left * 4;
      const b = left < lastX ? a + 4 : a;
      const c = top < lastY ? a + stride : a;
      const d = top < lastY ? b + stride : b;
      let first = data[a];
      let second = data[c];
      let upper = first + (data[b] - first) * fractionX;
      let lower = second + (data[d] - second) * fractionX;
      planar[to] = (upper + (lower - upper) * fractionY) * gain + offset;
      first = data[a + 1];
      second = data[c + 1];
      upper = first + (data[b + 1] - first) * fractionX;
      lower = second + (data[d + 1] - second) * fractionX;
      planar[to + plane] = (upper + (lower - upper) * fractionY) * gain + offset;
      first = data[a + 2];
      second = data[c + 2];
      upper = first + (data[b + 2] - first) * fractionX;
      lower = second + (data[d + 2] - second) * fractionX;
      planar[to + 2 * plane] = (upper + (lower - upper) * fractionY) * gain + offset;
    }
  }
  return planar;
}

function isOutside({ width, height }: Level, x: number, y: number): boolean {
  return x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5;
}
