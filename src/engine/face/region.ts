import type { Square } from "../crop.ts";
import type { Detection } from "./detect.ts";
import { MESH_POINTS, type Landmarks } from "./landmarks.ts";
import { levelSquare } from "./level-square.ts";

/** The landmark model wants the face with a quarter of its size around it on every side. */
const MARGIN = 1.5;
const meshPoints = Uint16Array.from({ length: MESH_POINTS }, (_, point) => point);

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
  return levelSquare(landmarks, meshPoints, MARGIN);
}

/** How far a region's centre is from another one, as a share of the region's size. */
export function regionDistance(a: Square, b: Pick<Square, "centreX" | "centreY">): number {
  return Math.hypot(a.centreX - b.centreX, a.centreY - b.centreY) / a.size;
}
