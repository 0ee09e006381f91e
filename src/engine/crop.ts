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

/** Cuts a square out of a picture, level and scaled: planar RGB, 3 × side × side, bilinear on a level that is not too fine. */
export function cropSquare(pyramid: Pyramid, square: Square, options: CropOptions): Float32Array {
  const { side, outside } = options;
  const distance = square.size / side;
  const level = pyramid.level(levelForDistance(distance));
  const offset = options.range[0];
  const gain = (options.range[1] - offset) / 255;

  // All in pixels of the level, whose centres lie at whole numbers.
  const stepX = (Math.cos(square.angle) * distance) / level.step;
  const stepY = (Math.sin(square.angle) * distance) / level.step;
  const middle = (side - 1) / 2;
  const originX = square.centreX / level.step - 0.5 - middle * (stepX - stepY);
  const originY = square.centreY / level.step - 0.5 - middle * (stepY + stepX);

  const plane = side * side;
  const planar = new Float32Array(3 * plane);
  const { width, height, data } = level;
  for (let row = 0, to = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1, to += 1) {
      let x = originX + column * stepX - row * stepY;
      let y = originY + column * stepY + row * stepX;
      if (outside === "black" && isOutside(level, x, y)) continue;
      x = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
      y = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
      const left = x | 0;
      const top = y | 0;
      const fractionX = x - left;
      const fractionY = y - top;
      const a = (top * width + left) * 4;
      const b = left + 1 < width ? a + 4 : a;
      const below = top + 1 < height ? width * 4 : 0;
      for (let channel = 0; channel < 3; channel += 1) {
        const upperLeft = data[a + channel];
        const lowerLeft = data[a + below + channel];
        const upper = upperLeft + (data[b + channel] - upperLeft) * fractionX;
        const lower = lowerLeft + (data[b + below + channel] - lowerLeft) * fractionX;
        planar[to + channel * plane] = upper + (lower - upper) * fractionY;
      }
    }
  }
  for (let at = 0; at < planar.length; at += 1) planar[at] = planar[at] * gain + offset;
  return planar;
}

function isOutside({ width, height }: Level, x: number, y: number): boolean {
  return x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5;
}
