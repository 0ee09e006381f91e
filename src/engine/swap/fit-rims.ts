import { glassesBand } from "./glasses-band.ts";
import { ridgeDirections } from "./ridges.ts";
import { clamp } from "./smoothstep.ts";

/** Two rims alike, side by side in the sheet of `glassesBand`; centimetres. */
export interface Rims {
  /** From the middle between the rims to the middle of either. */
  readonly apart: number;
  /** The middle between the rims. */
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  /** Exponent of the superellipse (Lamé curve) that a rim is: 2 is an ellipse, 4 nearly a rectangle. */
  readonly squareness: number;
}

const { columns, rows, step, left, top } = glassesBand;

/** A rim is rated in so many parts of so many points each, so that no part of it may be missing. */
const parts = 6;
const pointsAPart = 6;
/** Points of `outlineOf` around a rim. */
export const rimPoints = parts * pointsAPart;
/** A part counts fully from this share of the bar's contrast on, within what noise and a clear black line measure. */
const clearShare = { of: 0.2, least: 0.012, most: 0.1 };
/** Beside a dark line run two that look lighter: of lines that are all clear, the strongest are the rims. */
const tieBreak = 0.25;
/** The lids with their lashes, an ellipse in centimetres: lines there say nothing. */
const lids = { x: 3.2, y: -0.1, halfWidth: 1.9, halfHeight: 1.2 };

/** No rim reaches further from the middle: the arms bend back at a head's widest place. */
const furthest = 7;

/** Sizes of rims that people wear, and how they sit: the places that are tried, in centimetres. */
const usual = {
  squareness: [2, 3],
  halfWidth: steps(2, 3),
  halfHeight: steps(1.4, 2.8),
  fromNose: steps(0.6, 1.4),
  y: steps(-0.2, 1.2),
};

function steps(from: number, to: number): number[] {
  return Array.from({ length: Math.round((to - from) / 0.2) + 1 }, (_, i) => from + i * 0.2);
}

/** One rim seen from its middle: x, which grows away from the nose, y, and the normal, four values a point. */
function outlineOf({ halfWidth, halfHeight, squareness }: Rims): Float32Array {
  const outline = new Float32Array(rimPoints * 4);
  for (let i = 0; i < rimPoints; i++) {
    const angle = ((i - pointsAPart / 2 + 0.5) * 2 * Math.PI) / rimPoints;
    const x = signedPower(Math.cos(angle), 2 / squareness);
    const y = signedPower(Math.sin(angle), 2 / squareness);
    const across = signedPower(x, squareness - 1) / halfWidth;
    const down = signedPower(y, squareness - 1) / halfHeight;
    const length = Math.hypot(across, down);
    outline.set([halfWidth * x, halfHeight * y, across / length, down / length], i * 4);
  }
  return outline;
}

function signedPower(value: number, exponent: number): number {
  return Math.sign(value) * Math.abs(value) ** exponent;
}

/** Both rims' points with their normals, the left one's first. */
export function forEachRimPoint(
  rims: Rims,
  visit: (x: number, y: number, nx: number, ny: number, onLids: boolean) => void,
): void {
  const outline = outlineOf(rims);
  for (const side of [-1, 1]) {
    for (let i = 0; i < outline.length; i += 4) {
      const across = rims.apart + outline[i];
      const y = rims.y + outline[i + 1];
      const onLids = isOnLids(across, y);
      visit(rims.x + side * across, y, side * outline[i + 2], outline[i + 3], onLids);
    }
  }
}

/** A line is compared with what lies so far from its middle on either side, in centimetres. */
const beside = 0.25;

/** How much lighter a place is than what lies beside it. @param read a place in centimetres */
export function contrastAt(
  read: (x: number, y: number) => number,
  x: number,
  y: number,
  nx: number,
  ny: number,
): number {
  const around = read(x + nx * beside, y + ny * beside) + read(x - nx * beside, y - ny * beside);
  return read(x, y) - around / 2;
}

/** Whether a place, x from the middle of the face to either side, lies on the lids. */
function isOnLids(x: number, y: number): boolean {
  const across = (x - lids.x) / lids.halfWidth;
  const down = (y - lids.y) / lids.halfHeight;
  return across * across + down * down < 1;
}

/**
 * Finds the pair of rims that is seen best: all usual sizes are tried, then what lies around the best.
 * @param ridges see `mapRidges`, of the whole sheet
 * @param bridge contrast of the bar over the nose
 * @returns with how well all parts are seen, at most 1; 0 or less for nothing
 */
export function fitRims(ridges: Float32Array, bridge: number): { rims: Rims; score: number } {
  const rate = createRimRater(ridges, bridge);
  let rims: Rims = { apart: 3.3, x: 0, y: 0.4, halfWidth: 2.4, halfHeight: 2, squareness: 2.5 };
  let score = -Infinity;
  const compare = (candidate: Rims, outline: Float32Array, directions: Int8Array) => {
    const rated = rate(candidate, outline, directions, score);
    if (rated > score) [rims, score] = [candidate, rated];
  };
  for (const squareness of usual.squareness) {
    for (const halfWidth of usual.halfWidth) {
      for (const halfHeight of usual.halfHeight) {
        const shape = { apart: 0, x: 0, y: 0, halfWidth, halfHeight, squareness };
        const outline = outlineOf(shape);
        const directions = directionsOf(outline);
        for (const fromNose of usual.fromNose) {
          if (fromNose + 2 * halfWidth > furthest) continue;
          for (const y of usual.y) {
            compare({ ...shape, apart: halfWidth + fromNose, y }, outline, directions);
          }
        }
      }
    }
  }
  for (const by of [0.2, 0.1, 0.05, 0.2, 0.1, 0.05]) {
    for (const key of ["x", "y", "apart", "halfWidth", "halfHeight", "squareness"] as const) {
      const change = key === "squareness" ? 4 * by : by;
      for (const value of [rims[key] - change, rims[key] + change]) {
        const candidate = { ...rims, [key]: value };
        if (candidate.squareness < 2 || candidate.squareness > 5) continue;
        if (candidate.halfHeight < 1.3) continue;
        if (candidate.apart + candidate.halfWidth > furthest) continue;
        const outline = outlineOf(candidate);
        compare(candidate, outline, directionsOf(outline));
      }
    }
  }
  return { rims, score };
}

/** By point, for the rim on the left of the sheet and the one on its right: which map of ridges runs along it. */
function directionsOf(outline: Float32Array): Int8Array {
  const directions = new Int8Array(rimPoints * 2);
  for (let i = 0; i < directions.length; i++) {
    const normal = (i >> 1) * 4 + 2;
    const across = i % 2 === 0 ? -outline[normal] : outline[normal];
    const turn = Math.atan2(outline[normal + 1], across) / Math.PI;
    directions[i] = (Math.round(turn * ridgeDirections) + 2 * ridgeDirections) % ridgeDirections;
  }
  return directions;
}

/**
 * Rates a pair of rims: parts that are missing count more than those that are there. What can no longer be as good as
 * the best so far is not rated to its end.
 */
function createRimRater(ridges: Float32Array, bridge: number) {
  /** What rims get of which every part is clear. */
  const whole = 2 * parts * (1 + tieBreak);
  const clear = clamp(clearShare.of * bridge, clearShare.least, clearShare.most);
  return function rate(
    { apart, x: middle, y }: Rims,
    outline: Float32Array,
    directions: Int8Array,
    best: number,
  ): number {
    let total = 0;
    let strength = 0;
    for (let at = 0; at < 2; at++) {
      const side = at * 2 - 1;
      for (let part = 0; part < parts; part++) {
        let sum = 0;
        let count = 0;
        for (let i = part * pointsAPart; i < (part + 1) * pointsAPart; i++) {
          const across = apart + outline[i * 4];
          const down = y + outline[i * 4 + 1];
          if (isOnLids(across, down)) continue;
          count++;
          const column = Math.round((middle + side * across - left) / step - 0.5);
          const row = Math.round((down - top) / step - 0.5);
          if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
          sum += ridges[(directions[i * 2 + at] * rows + row) * columns + column];
        }
        const contrast = count < pointsAPart / 2 ? 0 : Math.abs(sum) / count;
        const seen = Math.min(1, contrast / clear);
        total += seen - 0.5 * (1 - seen) ** 2;
        strength += Math.min(1, contrast / bridge);
        const unseen = 2 * parts - at * parts - part - 1;
        if (total + tieBreak * strength + unseen * (1 + tieBreak) < best * whole) return -Infinity;
      }
    }
    return (total + tieBreak * strength) / whole;
  };
}
