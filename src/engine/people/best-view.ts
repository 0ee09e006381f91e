import { boundsOf } from "../face/bounds.ts";
import type { CanonicalMesh } from "../face/face-models.ts";
import { fitPose } from "../face/pose.ts";
import type { TrackedFace } from "../face/track.ts";
import { intersection } from "../gif/rect.ts";
import { createPyramid } from "../pyramid.ts";
import { blankRaster } from "../raster.ts";
import type { Raster, Rect } from "../raster.ts";

/** Enough to know somebody by, and to be drawn on a card; in pixels. */
const maxSide = 320;
/** What a crop shows beyond the face on every side, as a share of the face. */
const margin = 0.25;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where somebody is seen best: large, from the front, all of it in the picture; of equals the first.
 * @param faces at least one
 */
export function bestView<Face extends TrackedFace>(
  mesh: CanonicalMesh,
  faces: readonly Face[],
  picture: Size,
): Face {
  const rated = faces.map((face) => ({ face, score: rate(mesh, face, picture) }));
  return rated.reduce((best, next) => (next.score > best.score ? next : best)).face;
}

function rate(mesh: CanonicalMesh, { landmarks }: TrackedFace, picture: Size): number {
  const box = boundsOf(landmarks);
  const shown = faceBox({ landmarks }, picture);
  const inside = (shown.width * shown.height) / (box.width * box.height);
  const { yaw, pitch } = fitPose(landmarks, mesh);
  const facing = Math.max(0, Math.cos(yaw)) ** 2 * Math.max(0, Math.cos(pitch));
  return Math.max(box.width, box.height) * facing * inside ** 2;
}

/** The part of a face that lies in the picture, from forehead to chin; at least one pixel. */
export function faceBox(
  { landmarks }: Pick<TrackedFace, "landmarks">,
  { width, height }: Size,
): Rect {
  const box = boundsOf(landmarks);
  const x = Math.min(Math.max(0, box.x), width - 1);
  const y = Math.min(Math.max(0, box.y), height - 1);
  return {
    x,
    y,
    width: Math.max(1, Math.min(width, box.x + box.width) - x),
    height: Math.max(1, Math.min(height, box.y + box.height) - y),
  };
}

/** A face with some of the head around it: a square, or what of it lies in the picture, at most 320 pixels a side. */
export function cutFace(picture: Raster, box: Rect): Raster {
  const rect = intersection(withMargin(box), {
    x: 0,
    y: 0,
    width: picture.width,
    height: picture.height,
  });
  const part = blankRaster(rect.width, rect.height);
  for (let row = 0; row < rect.height; row++) {
    const from = ((rect.y + row) * picture.width + rect.x) * 4;
    part.data.set(picture.data.subarray(from, from + rect.width * 4), row * rect.width * 4);
  }
  const halvings = Math.ceil(Math.log2(Math.max(rect.width, rect.height) / maxSide));
  const { width, height, data } = createPyramid(part).level(Math.max(0, halvings));
  return { width, height, data };
}

function withMargin({ x, y, width, height }: Rect): Rect {
  const side = Math.ceil(Math.max(width, height) * (1 + 2 * margin));
  return {
    x: Math.round(x + width / 2 - side / 2),
    y: Math.round(y + height / 2 - side / 2),
    width: side,
    height: side,
  };
}
