import type { Square } from "../crop.ts";
import type { Landmarks } from "./landmarks.ts";
import { topology } from "./topology.ts";

const [rightCorner] = topology.rightEye;
const [leftCorner] = topology.leftEye;

/**
 * The square around some points of a face, level with the outer corners of its eyes.
 * @param points indexes into the landmarks
 * @param margin the square's side, as a multiple of the points' longer extent
 */
export function levelSquare(
  landmarks: Landmarks,
  points: Iterable<number>,
  margin: number,
): Square {
  const angle = Math.atan2(
    landmarks[leftCorner * 3 + 1] - landmarks[rightCorner * 3 + 1],
    landmarks[leftCorner * 3] - landmarks[rightCorner * 3],
  );
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const point of points) {
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
    size: Math.max(right - left, bottom - top) * margin,
    angle,
  };
}
