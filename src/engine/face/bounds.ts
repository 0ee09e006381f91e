import type { Rect } from "../raster.ts";
import { MESH_POINTS, type Landmarks } from "./landmarks.ts";

/** The smallest rectangle of whole pixels round a face, from forehead to chin; may reach outside the picture. */
export function boundsOf(landmarks: Landmarks): Rect {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let point = 0; point < MESH_POINTS; point++) {
    left = Math.min(left, landmarks[point * 3]);
    right = Math.max(right, landmarks[point * 3]);
    top = Math.min(top, landmarks[point * 3 + 1]);
    bottom = Math.max(bottom, landmarks[point * 3 + 1]);
  }
  const [x, y] = [Math.floor(left), Math.floor(top)];
  return { x, y, width: Math.ceil(right) - x, height: Math.ceil(bottom) - y };
}
