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
  const colour = new Float32Array(3);
  for (let row = 0, to = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1, to += 1) {
      const x = originX + column * stepX - row * stepY;
      const y = originY + column * stepY + row * stepX;
      if (outside === "black" && isOutside(level, x, y)) colour.fill(0);
      else readBilinear(level, x, y, colour);
      planar[to] = colour[0] * gain + offset;
      planar[to + plane] = colour[1] * gain + offset;
      planar[to + 2 * plane] = colour[2] * gain + offset;
    }
  }
  return planar;
}

function isOutside({ width, height }: Level, x: number, y: number): boolean {
  return x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5;
}

function readBilinear(
  { width, height, data }: Level,
  x: number,
  y: number,
  into: Float32Array,
): void {
  const insideX = Math.min(Math.max(x, 0), width - 1);
  const insideY = Math.min(Math.max(y, 0), height - 1);
  const left = Math.floor(insideX);
  const top = Math.floor(insideY);
  const right = Math.min(left + 1, width - 1);
  const bottom = Math.min(top + 1, height - 1);
  const fractionX = insideX - left;
  const fractionY = insideY - top;
  const a = (top * width + left) * 4;
  const b = (top * width + right) * 4;
  const c = (bottom * width + left) * 4;
  const d = (bottom * width + right) * 4;
  for (let channel = 0; channel < 3; channel += 1) {
    const upper = data[a + channel] + (data[b + channel] - data[a + channel]) * fractionX;
    const lower = data[c + channel] + (data[d + channel] - data[c + channel]) * fractionX;
    into[channel] = upper + (lower - upper) * fractionY;
  }
}
