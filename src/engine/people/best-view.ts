import { boundsOf } from "../face/bounds.ts";
import type { CanonicalMesh } from "../face/face-models.ts";
import { fitPose } from "../face/pose.ts";
import type { TrackedFace } from "../face/track.ts";
import { intersection } from "../gif/rect.ts";
import { createPyramid } from "../pyramid.ts";
import { blankRaster } from "../raster.ts";
import type { Raster, Rect } from "../raster.ts";

/** Where a face is seen best, and how it looks there. */
export interface FaceView {
  readonly frame: number;
  /** Round the face from forehead to chin, whole pixels inside the picture. */
  readonly box: Rect;
  /** The box with some of the head around it, at most `maxSide` pixels along a side. */
  readonly crop: Raster;
  /** Larger is better: the face's size in pixels, less where it is turned or leaves the picture. */
  readonly score: number;
}

/** Enough to know somebody by, and to be drawn on a card. */
const maxSide = 320;
/** What the crop shows beyond the face on every side, as a share of the face. */
const margin = 0.25;

/** Keeps the best view of each track of a clip, and of equals the first. */
export function createBestViews(mesh: CanonicalMesh) {
  const views = new Map<number, FaceView>();
  return {
    look(picture: Raster, track: number, { frame, landmarks }: TrackedFace): void {
      const whole = boundsOf(landmarks);
      const box = intersection(whole, { x: 0, y: 0, ...sizeOf(picture) });
      if (box.width === 0) return;
      const { yaw, pitch } = fitPose(landmarks, mesh);
      const inside = (box.width * box.height) / (whole.width * whole.height);
      const facing = Math.max(0, Math.cos(yaw)) ** 2 * Math.max(0, Math.cos(pitch));
      const score = Math.max(whole.width, whole.height) * facing * inside ** 2;
      const best = views.get(track);
      if (best !== undefined && best.score >= score) return;
      views.set(track, { frame, box, crop: cut(picture, grown(box)), score });
    },

    /** The best view of all these tracks together; every one has been looked at. */
    best(tracks: readonly number[]): FaceView | undefined {
      const found = tracks.flatMap((track) => views.get(track) ?? []);
      return found.toSorted((a, b) => b.score - a.score || a.frame - b.frame)[0];
    },
  };
}

function sizeOf({ width, height }: Raster) {
  return { width, height };
}

/** A square with the margin around it, so that crops of different people look alike. */
function grown({ x, y, width, height }: Rect): Rect {
  const side = Math.ceil(Math.max(width, height) * (1 + 2 * margin));
  return {
    x: Math.round(x + width / 2 - side / 2),
    y: Math.round(y + height / 2 - side / 2),
    width: side,
    height: side,
  };
}

/** As much of the rectangle as lies in the picture, halved until it fits. */
function cut(picture: Raster, rect: Rect): Raster {
  const inside = intersection(rect, { x: 0, y: 0, ...sizeOf(picture) });
  const part = blankRaster(inside.width, inside.height);
  for (let row = 0; row < inside.height; row++) {
    const from = ((inside.y + row) * picture.width + inside.x) * 4;
    part.data.set(picture.data.subarray(from, from + inside.width * 4), row * inside.width * 4);
  }
  const halvings = Math.max(
    0,
    Math.ceil(Math.log2(Math.max(inside.width, inside.height) / maxSide)),
  );
  const { width, height, data } = createPyramid(part).level(halvings);
  return { width, height, data };
}
