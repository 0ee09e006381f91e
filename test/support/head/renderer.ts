import { blankRaster, type Raster } from "../../../src/engine/raster.ts";
import { shade } from "./light.ts";
import type { Surface } from "./surface.ts";

/** What a material is asked about: one point of a surface. */
interface Fragment {
  /** In the surface's own space, centimetres, before it is turned. */
  x: number;
  y: number;
  z: number;
  u: number;
  v: number;
}

/** What a material answers. Colours are linear light, 0…1. */
export interface Finish {
  red: number;
  green: number;
  blue: number;
  /** Strength of the highlight, and how tight it is (Blinn–Phong exponent). */
  gloss: number;
  tightness: number;
  /** How much of the light gets here: 1 is all. */
  open: number;
  /** How far light creeps round the form under the surface: 0 for cloth, 1 for skin. */
  softness: number;
}

/** Fills in the finish; false where there is a hole. */
export type Material = (fragment: Fragment, finish: Finish) => boolean;

export interface Placement {
  /** 3 × 3, row by row. */
  readonly rotation: readonly number[];
  /** Pixels to the centimetre. */
  readonly scale: number;
  /** Where the origin lies in the picture. */
  readonly x: number;
  readonly y: number;
}

/** Linear colour of the picture behind everything, by place in 0…1 of width and height. */
export type Backdrop = (across: number, down: number) => readonly [number, number, number];

const GAMMA = 2.2;

/** A picture that is drawn into with a depth buffer, at a multiple of its size, and then averaged. */
export function createRenderer(
  width: number,
  height: number,
  fineness: number,
  backdrop: Backdrop,
) {
  const columns = width * fineness;
  const rows = height * fineness;
  const colour = new Float32Array(columns * rows * 3);
  const depth = new Float32Array(columns * rows).fill(Infinity);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const behind = backdrop((column + 0.5) / columns, (row + 0.5) / rows);
      const at = (row * columns + column) * 3;
      colour[at] = behind[0];
      colour[at + 1] = behind[1];
      colour[at + 2] = behind[2];
    }
  }

  const fragment: Fragment = { x: 0, y: 0, z: 0, u: 0, v: 0 };
  const finish: Finish = {
    red: 0,
    green: 0,
    blue: 0,
    gloss: 0,
    tightness: 1,
    open: 1,
    softness: 0,
  };

  function drawTriangle(
    { positions, coordinates, material }: Surface,
    { points, normals }: PlacedPoints,
    a: number,
    b: number,
    c: number,
  ): void {
    const ax = points[a * 3];
    const ay = points[a * 3 + 1];
    const bx = points[b * 3];
    const by = points[b * 3 + 1];
    const cx = points[c * 3];
    const cy = points[c * 3 + 1];
    const area = (by - cy) * (ax - cx) + (cx - bx) * (ay - cy);
    if (Math.abs(area) < 1e-9) return;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const right = Math.min(columns - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const bottom = Math.min(rows - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const px = column + 0.5 - cx;
        const py = row + 0.5 - cy;
        const wa = ((by - cy) * px + (cx - bx) * py) / area;
        const wb = ((cy - ay) * px + (ax - cx) * py) / area;
        const wc = 1 - wa - wb;
        // A hair's breadth over the edge, so that neighbours leave no crack.
        if (wa < -1e-4 || wb < -1e-4 || wc < -1e-4) continue;
        const at = row * columns + column;
        const z = wa * points[a * 3 + 2] + wb * points[b * 3 + 2] + wc * points[c * 3 + 2];
        if (z >= depth[at]) continue;
        fragment.x = wa * positions[a * 3] + wb * positions[b * 3] + wc * positions[c * 3];
        fragment.y =
          wa * positions[a * 3 + 1] + wb * positions[b * 3 + 1] + wc * positions[c * 3 + 1];
        fragment.z =
          wa * positions[a * 3 + 2] + wb * positions[b * 3 + 2] + wc * positions[c * 3 + 2];
        fragment.u = wa * coordinates[a * 2] + wb * coordinates[b * 2] + wc * coordinates[c * 2];
        fragment.v =
          wa * coordinates[a * 2 + 1] + wb * coordinates[b * 2 + 1] + wc * coordinates[c * 2 + 1];
        finish.open = 1;
        if (!material(fragment, finish)) continue;
        depth[at] = z;
        shade(
          finish,
          wa * normals[a * 3] + wb * normals[b * 3] + wc * normals[c * 3],
          wa * normals[a * 3 + 1] + wb * normals[b * 3 + 1] + wc * normals[c * 3 + 1],
          wa * normals[a * 3 + 2] + wb * normals[b * 3 + 2] + wc * normals[c * 3 + 2],
          colour,
          at * 3,
        );
      }
    }
  }

  return {
    /** Surfaces may come in any order; the nearest first is the fastest. */
    draw(surface: Surface, placement: Placement): void {
      const placed = place(surface, placement, fineness);
      const { triangles } = surface;
      for (let at = 0; at < triangles.length; at += 3) {
        drawTriangle(surface, placed, triangles[at], triangles[at + 1], triangles[at + 2]);
      }
    },
    finish: (): Raster => average(colour, width, height, fineness),
  };
}

/** The mean of each pixel's samples, as sRGB. */
function average(colour: Float32Array, width: number, height: number, fineness: number): Raster {
  const raster = blankRaster(width, height);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, to += 4) {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (let row = y * fineness; row < (y + 1) * fineness; row += 1) {
          const start = (row * width + x) * fineness;
          for (let sample = start; sample < start + fineness; sample += 1) {
            sum += Math.min(1, colour[sample * 3 + channel]);
          }
        }
        const mean = sum / (fineness * fineness);
        raster.data[to + channel] = Math.round(255 * mean ** (1 / GAMMA));
      }
      raster.data[to + 3] = 255;
    }
  }
  return raster;
}

interface PlacedPoints {
  /** n × (x, y, z) in samples. */
  readonly points: Float32Array;
  /** n × 3, unit length; z < 0 faces the camera. */
  readonly normals: Float32Array;
}

function place(
  surface: Surface,
  { rotation: r, scale, x: left, y: top }: Placement,
  fineness: number,
): PlacedPoints {
  const { positions, triangles } = surface;
  const points = new Float32Array(positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    const [x, y, z] = positions.subarray(at, at + 3);
    points[at] = (left + scale * (r[0] * x + r[1] * y + r[2] * z)) * fineness;
    points[at + 1] = (top + scale * (r[3] * x + r[4] * y + r[5] * z)) * fineness;
    points[at + 2] = scale * (r[6] * x + r[7] * y + r[8] * z) * fineness;
  }
  return { points, normals: vertexNormals(points, triangles) };
}

/** The mean of the normals of the triangles round each point, larger ones counting more; they point out of the form. */
function vertexNormals(points: Float32Array, triangles: Uint32Array): Float32Array {
  const normals = new Float32Array(points.length);
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [triangles[at] * 3, triangles[at + 1] * 3, triangles[at + 2] * 3];
    const [ux, uy, uz] = [
      points[b] - points[a],
      points[b + 1] - points[a + 1],
      points[b + 2] - points[a + 2],
    ];
    const [vx, vy, vz] = [
      points[c] - points[a],
      points[c + 1] - points[a + 1],
      points[c + 2] - points[a + 2],
    ];
    const normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (const corner of [a, b, c]) {
      for (let axis = 0; axis < 3; axis += 1) normals[corner + axis] += normal[axis];
    }
  }
  const outside = pointsOutwards(points, normals) ? 1 : -1;
  for (let at = 0; at < normals.length; at += 3) {
    const length = Math.hypot(normals[at], normals[at + 1], normals[at + 2]) || 1;
    for (let axis = 0; axis < 3; axis += 1) normals[at + axis] *= outside / length;
  }
  return normals;
}

/** Whether most normals lead away from the middle of the points: surfaces may be wound either way. */
function pointsOutwards(points: Float32Array, normals: Float32Array): boolean {
  const middle = [0, 0, 0];
  points.forEach((value, index) => {
    middle[index % 3] += (value * 3) / points.length;
  });
  let away = 0;
  points.forEach((value, index) => {
    away += (value - middle[index % 3]) * normals[index];
  });
  return away > 0;
}
