import type { Landmarks } from "../../../src/engine/face/landmarks.ts";

/** Pixels between the outer corners of the eyes. */
export function eyeDistance(landmarks: Landmarks): number {
  return distance(landmarks, 33, 263);
}

/** Pixels across the face at the ears. */
export function faceWidth(landmarks: Landmarks): number {
  return distance(landmarks, 234, 454);
}

/** In the picture plane, and never quite 0, so that it can be divided by. */
function distance(landmarks: Landmarks, a: number, b: number): number {
  const dx = landmarks[a * 3] - landmarks[b * 3];
  const dy = landmarks[a * 3 + 1] - landmarks[b * 3 + 1];
  return Math.max(Math.hypot(dx, dy), 1);
}
