import type { Landmarks } from "../../../src/engine/face/landmarks.ts";
import { faceWidth } from "./face-size.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Share of the face's width that is added all round, for what the landmarks miss of nose, jaw and soft edges. */
const MARGIN = 0.04;
const DIRECTIONS = 8;

/**
 * Where a swap may change pixels, judged from outside: the convex hull round all faces given, with a margin.
 * @returns 1 inside, 0 outside, one byte a pixel
 */
export function maskFaces(width: number, height: number, faces: readonly Landmarks[]): Uint8Array {
  const mask = new Uint8Array(width * height);
  const hull = convexHull(faces.flatMap(surroundings));
  if (hull.length < 3) return mask;
  for (let y = 0; y < height; y += 1) {
    const crossings = rowCrossings(hull, y + 0.5);
    const from = Math.max(0, Math.ceil(Math.min(...crossings) - 0.5));
    const to = Math.min(width - 1, Math.floor(Math.max(...crossings) - 0.5));
    if (from <= to) mask.fill(1, y * width + from, y * width + to + 1);
  }
  return mask;
}

function surroundings(landmarks: Landmarks): Point[] {
  const margin = faceWidth(landmarks) * MARGIN;
  const points: Point[] = [];
  for (let at = 0; at < landmarks.length; at += 3) {
    for (let direction = 0; direction < DIRECTIONS; direction += 1) {
      const angle = (direction / DIRECTIONS) * 2 * Math.PI;
      points.push({
        x: landmarks[at] + Math.cos(angle) * margin,
        y: landmarks[at + 1] + Math.sin(angle) * margin,
      });
    }
  }
  return points;
}

/** Andrew's monotone chain: "Another efficient algorithm for convex hulls in two dimensions", 1979. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const lower = halfHull(sorted);
  const upper = halfHull(sorted.toReversed());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

function halfHull(sorted: readonly Point[]): Point[] {
  const chain: Point[] = [];
  for (const point of sorted) {
    while (
      chain.length >= 2 &&
      turn(chain[chain.length - 2], chain[chain.length - 1], point) <= 0
    ) {
      chain.pop();
    }
    chain.push(point);
  }
  return chain;
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** Where the outline crosses a horizontal line: two places, or none. */
function rowCrossings(hull: readonly Point[], y: number): number[] {
  const crossings: number[] = [];
  hull.forEach((a, index) => {
    const b = hull[(index + 1) % hull.length];
    if (a.y > y === b.y > y) return;
    crossings.push(a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y));
  });
  return crossings;
}
