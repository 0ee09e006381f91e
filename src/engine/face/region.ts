import type { Square } from "../crop.ts";
import type { Detection } from "./detect.ts";
import { MESH_POINTS, type Landmarks } from "./landmarks.ts";

/** The landmark model wants the face with a quarter of its size around it on every side. */
const MARGIN = 1.5;
/** The outer corners of the subject's right and left eye. */
const RIGHT_EYE_OUTER = 33;
const LEFT_EYE_OUTER = 263;

/** Where to look for landmarks of a face that was just detected; level with its eyes. */
export function regionOfDetection(face: Detection): Square {
  return {
    centreX: face.centreX,
    centreY: face.centreY,
    size: Math.max(face.width, face.height) * MARGIN,
    angle: Math.atan2(face.leftEyeY - face.rightEyeY, face.leftEyeX - face.rightEyeX),
  };
}

/** Where to look for the landmarks of the next frame: around these ones, level with their eyes. */
export function regionOfLandmarks(landmarks: Landmarks): Square {
  const angle = Math.atan2(
    landmarks[LEFT_EYE_OUTER * 3 + 1] - landmarks[RIGHT_EYE_OUTER * 3 + 1],
    landmarks[LEFT_EYE_OUTER * 3] - landmarks[RIGHT_EYE_OUTER * 3],
  );
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let point = 0; point < MESH_POINTS; point += 1) {
    const x = landmarks[point * 3];
    const y = landmarks[point * 3 + 1];
    const levelX = x * cosine + y * sine;
    const levelY = y * cosine - x * sine;
    left = Math.min(left, levelX);
    right = Math.max(right, levelX);
    top = Math.min(top, levelY);
    bottom = Math.max(bottom, levelY);
  }
  const levelX = (left + right) / 2;
  const levelY = (top + bottom) / 2;
  return {
    centreX: levelX * cosine - levelY * sine,
    centreY: levelX * sine + levelY * cosine,
    size: Math.max(right - left, bottom - top) * MARGIN,
    angle,
  };
}

/** How far a region's centre is from another one, as a share of the region's size. */
export function regionDistance(a: Square, b: Pick<Square, "centreX" | "centreY">): number {
  return Math.hypot(a.centreX - b.centreX, a.centreY - b.centreY) / a.size;
}
