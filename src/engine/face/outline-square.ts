import type { Square } from "../crop.ts";
import type { Landmarks } from "./landmarks.ts";
import { topology } from "./topology.ts";

/** Jaw from temple to temple, and brows: what spans the 68 points by which face-api and dlib cut faces out. */
const jaw = topology.oval.slice(topology.oval.indexOf(356), topology.oval.indexOf(127) + 1);
const outline: readonly number[] = [...jaw, ...topology.rightBrow, ...topology.leftBrow];

/**
 * The square that face-api's networks want to see, level with the eyes.
 * @param margin its side, as a multiple of the outline's longer one
 */
export function outlineSquare(landmarks: Landmarks, margin: number): Square {
  const [right, left] = [topology.rightEye[0] * 3, topology.leftEye[0] * 3];
  const angle = Math.atan2(
    landmarks[left + 1] - landmarks[right + 1],
    landmarks[left] - landmarks[right],
  );
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const xs = outline.map((p) => landmarks[p * 3] * cosine + landmarks[p * 3 + 1] * sine);
  const ys = outline.map((p) => landmarks[p * 3 + 1] * cosine - landmarks[p * 3] * sine);
  const [minX, maxX, minY, maxY] = [
    Math.min(...xs),
    Math.max(...xs),
    Math.min(...ys),
    Math.max(...ys),
  ];
  const levelX = (minX + maxX) / 2;
  const levelY = (minY + maxY) / 2;
  return {
    centreX: levelX * cosine - levelY * sine,
    centreY: levelX * sine + levelY * cosine,
    size: Math.max(maxX - minX, maxY - minY) * margin,
    angle,
  };
}
