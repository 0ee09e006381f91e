import type { CanonicalMesh } from "../face/face-models.ts";
import type { Pose } from "../face/pose.ts";
import { topology } from "../face/topology.ts";
import { levelForDistance } from "../pyramid.ts";
import type { Pyramid } from "../pyramid.ts";
import type { Raster } from "../raster.ts";
import { lumaOf } from "./skin.ts";

/**
 * The sheet in front of the eyes in which glasses lie, unrolled: a grid in centimetres of the head, x to the right of
 * the picture, y down from the line of the eyes. Glasses stand before the face, so that on the face's own unrolling they
 * wander with every turn of the head; here they keep their place.
 */
export const glassesBand = { columns: 128, rows: 60, step: 0.125, left: -8, top: -3.2 } as const;

/** Lenses follow the forehead's curve, a cylinder of about this radius, in centimetres. */
const wrapRadius = 12;
/** The lenses' distance in front of the root of the nose, in centimetres. */
const standOff = 0.1;

export type GlassesPlane = ReturnType<typeof createGlassesPlane>;

/** Where the sheet lies on a head of the mesh's proportions. */
export function createGlassesPlane({ positions }: CanonicalMesh) {
  const corners = [
    topology.rightEye[0],
    topology.rightEye[8],
    topology.leftEye[0],
    topology.leftEye[8],
  ];
  const eyeLine =
    -corners.reduce((sum, point) => sum + positions[point * 3 + 1], 0) / corners.length;
  const front = -positions[rootOfNose * 3 + 2] - standOff;

  return {
    /**
     * Brings a place of the sheet into the picture.
     * @param x @param y in centimetres @param behind the sheet, in centimetres
     * @param out x, y in pixels
     */
    project(
      { scale, rotation: r, translation }: Pose,
      x: number,
      y: number,
      behind: number,
      out: Float64Array,
    ): void {
      const down = y + eyeLine;
      const away = front + (x * x) / (2 * wrapRadius) + behind;
      out[0] = translation[0] + scale * (r[0] * x + r[1] * down + r[2] * away);
      out[1] = translation[1] + scale * (r[3] * x + r[4] * down + r[5] * away);
    },
  };
}

const rootOfNose = 168;

/**
 * Reads the sheet's brightness out of a picture, bilinearly.
 * @returns luma by cell, row by row
 */
export function sampleGlassesBand(plane: GlassesPlane, pyramid: Pyramid, pose: Pose): Uint8Array {
  const { columns, rows, step, left, top } = glassesBand;
  const level = pyramid.level(levelForDistance(pose.scale * step));
  const out = new Uint8Array(columns * rows);
  const place = new Float64Array(2);
  // The sheet is bent across and straight down.
  const down = [1, 4].map((axis) => (pose.scale * pose.rotation[axis] * step) / level.step);
  for (let column = 0; column < columns; column++) {
    plane.project(pose, left + (column + 0.5) * step, top + step / 2, 0, place);
    const x = place[0] / level.step;
    const y = place[1] / level.step;
    for (let row = 0; row < rows; row++) {
      out[row * columns + column] = readLuma(level, x + row * down[0], y + row * down[1]) + 0.5;
    }
  }
  return out;
}

/** A picture's luma between its pixels' centres; its border goes on outwards. */
export function readLuma({ data, width, height }: Raster, x: number, y: number): number {
  const cx = Math.min(width - 1.001, Math.max(0, x - 0.5));
  const cy = Math.min(height - 1.001, Math.max(0, y - 0.5));
  const fx = cx - (cx | 0);
  const fy = cy - (cy | 0);
  const at = ((cy | 0) * width + (cx | 0)) * 4;
  const below = at + width * 4;
  const upper = 1 - fy;
  return (
    (1 - fx) * upper * lumaOf(data[at], data[at + 1], data[at + 2]) +
    fx * upper * lumaOf(data[at + 4], data[at + 5], data[at + 6]) +
    (1 - fx) * fy * lumaOf(data[below], data[below + 1], data[below + 2]) +
    fx * fy * lumaOf(data[below + 4], data[below + 5], data[below + 6])
  );
}
