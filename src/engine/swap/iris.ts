import type { Landmarks } from "../face/landmarks.ts";
import { levelForDistance } from "../pyramid.ts";
import type { Level, Pyramid } from "../pyramid.ts";
import type { Eye } from "./eyes.ts";
import { lumaOf } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";

/** An iris in a picture: an ellipse by its centre and two half axes, in pixels. */
export interface IrisEllipse {
  readonly x: number;
  readonly y: number;
  /** Turns pixels from the centre into iris radii: (xx·dx + xy·dy, yx·dx + yy·dy). */
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  /** Mean radius in pixels. */
  readonly radius: number;
}

/**
 * The ellipse through an eye's iris landmarks; without any extent it is a circle of a hundredth of a pixel.
 * @param size what to multiply its radius with
 * @param widening what the eye's opening is drawn larger by; the iris is made flatter, so that it is round when drawn
 */
export function irisEllipse({ iris }: Eye, points: Landmarks, size = 1, widening = 1): IrisEllipse {
  const rim = (offset: number) => (iris + offset) * 3;
  // The rim's points are on the picture's right, top, left and bottom.
  const ax = (points[rim(1)] - points[rim(3)]) / 2;
  const ay = (points[rim(1) + 1] - points[rim(3) + 1]) / 2;
  const across = Math.max(0.01, Math.hypot(ax, ay));
  const down = Math.hypot(
    (points[rim(4)] - points[rim(2)]) / 2,
    (points[rim(4) + 1] - points[rim(2) + 1]) / 2,
  );
  // Lids hide the iris above and below, where its height is guessed: it is never taken for flat.
  const height = Math.min(across * 1.6, Math.max(down, across * 0.9)) / widening;
  const sign = ax < 0 ? -1 : 1;
  const [cos, sin] = [(ax / across) * sign, (ay / across) * sign];
  return {
    x: points[iris * 3],
    y: points[iris * 3 + 1],
    xx: cos / (across * size),
    xy: sin / (across * size),
    yx: -sin / (height * size),
    yy: cos / (height * size),
    radius: ((across + height) / 2) * size,
  };
}

/** A photo's iris with its pupil and glints, as if no lid covered it. */
export interface IrisSprite {
  /** `spriteSide`² × RGB, grey levels above or below the photo's light on the eye; from −`reach` to `reach` radii. */
  readonly data: Float32Array;
}

/** Where a photo's iris is drawn: on the target's. */
export interface DrawnIris {
  readonly sprite: IrisSprite;
  readonly ellipse: IrisEllipse;
  /** See `measureClipBlur`. */
  readonly blur: number;
}

export const spriteSide = 32;
/** Iris radii from the middle of a sprite to its edge. */
export const reach = 1.2;
const rings = 16;
/** Blue eyes in a dim photo would shine on a bright face. */
const colourShare = 0.75;

/**
 * Lifts an iris out of a photo. What a lid covers is filled with the mean of what is seen at the same distance from
 * the pupil.
 * @param light the photo's light on this eye, RGB
 * @param colour share of the iris's colour, 0…1
 */
export function liftIris(
  pyramid: Pyramid,
  landmarks: Landmarks,
  eye: Eye,
  light: ArrayLike<number>,
  colour: number,
): IrisSprite {
  const ellipse = irisEllipse(eye, landmarks);
  const level = pyramid.level(levelForDistance((ellipse.radius * 2 * reach) / spriteSide));
  const determinant = ellipse.xx * ellipse.yy - ellipse.xy * ellipse.yx;
  const data = new Float32Array(spriteSide * spriteSide * 3);
  const seen = new Float32Array(spriteSide * spriteSide);
  const byRing = new Float32Array(rings * 4);
  const ringOf = (right: number, down: number) =>
    Math.min(rings - 1, Math.floor((Math.sqrt(right * right + down * down) / reach) * rings));
  const corners = cornersOf(eye, landmarks);
  forEachTexel((texel, right, down) => {
    const dx = (right * ellipse.yy - down * ellipse.xy) / determinant;
    const dy = (down * ellipse.xx - right * ellipse.yx) / determinant;
    const x = ellipse.x + dx;
    const y = ellipse.y + dy;
    readLevel(level, x, y, data, texel * 3);
    const inside = depthInRing(corners, x, y) / ellipse.radius;
    seen[texel] = smoothstep(0.05, 0.25, inside);
    const ring = ringOf(right, down) * 4;
    byRing[ring] += seen[texel];
    for (let c = 0; c < 3; c++) byRing[ring + 1 + c] += seen[texel] * data[texel * 3 + c];
  });
  fillEmptyRings(byRing);
  const detail = new Float32Array(3);
  forEachTexel((texel, right, down) => {
    const ring = ringOf(right, down) * 4;
    for (let c = 0; c < 3; c++) {
      const mean = byRing[ring + 1 + c] / byRing[ring];
      detail[c] = mean + (data[texel * 3 + c] - mean) * seen[texel] - light[c];
    }
    const luma = lumaOf(detail[0], detail[1], detail[2]);
    for (let c = 0; c < 3; c++)
      data[texel * 3 + c] = luma + colourShare * colour * (detail[c] - luma);
  });
  return { data };
}

function forEachTexel(visit: (texel: number, right: number, down: number) => void): void {
  for (let texel = 0; texel < spriteSide * spriteSide; texel++) {
    const right = (((texel % spriteSide) + 0.5) / spriteSide) * 2 - 1;
    const down = ((Math.floor(texel / spriteSide) + 0.5) / spriteSide) * 2 - 1;
    visit(texel, right * reach, down * reach);
  }
}

/** A ring of which nothing is seen takes after the next one inwards; the pupil is dark when nothing is seen at all. */
function fillEmptyRings(byRing: Float32Array): void {
  if (byRing[0] === 0) byRing[0] = 1e-3;
  for (let ring = 4; ring < byRing.length; ring += 4) {
    if (byRing[ring] < 1e-3) byRing.copyWithin(ring, ring - 4, ring);
  }
}

/** (x, y) of an eye's ring of landmarks, one after the other. */
export function cornersOf({ ring }: Eye, points: Landmarks): Float32Array {
  const corners = new Float32Array(ring.length * 2);
  ring.forEach((point, i) => {
    corners[i * 2] = points[point * 3];
    corners[i * 2 + 1] = points[point * 3 + 1];
  });
  return corners;
}

/** Pixels from a place to the nearest edge of a ring of corners; negative outside. */
export function depthInRing(corners: Float32Array, x: number, y: number): number {
  let nearest = Infinity;
  let inside = false;
  let ax = corners[corners.length - 2];
  let ay = corners[corners.length - 1];
  for (let i = 0; i < corners.length; i += 2) {
    const bx = corners[i];
    const by = corners[i + 1];
    const dx = bx - ax;
    const dy = by - ay;
    const along = ((x - ax) * dx + (y - ay) * dy) / Math.max(1e-9, dx * dx + dy * dy);
    const t = along < 0 ? 0 : along > 1 ? 1 : along;
    const right = x - ax - t * dx;
    const down = y - ay - t * dy;
    nearest = Math.min(nearest, right * right + down * down);
    if (ay > y !== by > y && x < ax + (dx * (y - ay)) / dy) inside = !inside;
    ax = bx;
    ay = by;
  }
  return inside ? Math.sqrt(nearest) : -Math.sqrt(nearest);
}

/** Pixel centres lie at halves; border pixels continue outwards. */
function readLevel(level: Level, x: number, y: number, out: Float32Array, at: number): void {
  const { width, height, data, step } = level;
  const cx = Math.min(width - 1, Math.max(0, x / step - 0.5));
  const cy = Math.min(height - 1, Math.max(0, y / step - 0.5));
  const x0 = Math.floor(cx);
  const y0 = Math.floor(cy);
  const right = x0 + 1 < width ? 4 : 0;
  const below = y0 + 1 < height ? width * 4 : 0;
  const p = (y0 * width + x0) * 4;
  for (let c = 0; c < 3; c++) {
    const upper = data[p + c] + (data[p + right + c] - data[p + c]) * (cx - x0);
    const lower =
      data[p + below + c] + (data[p + below + right + c] - data[p + below + c]) * (cx - x0);
    out[at + c] = upper + (lower - upper) * (cy - y0);
  }
}
