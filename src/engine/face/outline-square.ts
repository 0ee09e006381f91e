import type { Square } from "../crop.ts";
import type { Landmarks } from "./landmarks.ts";
import { levelSquare } from "./level-square.ts";
import { topology } from "./topology.ts";

/** Jaw from temple to temple, and brows: what spans the 68 points by which face-api and dlib cut faces out. */
const jaw = topology.oval.slice(topology.oval.indexOf(356), topology.oval.indexOf(127) + 1);
const outline: readonly number[] = [...jaw, ...topology.rightBrow, ...topology.leftBrow];

/**
 * The square that face-api's networks want to see, level with the eyes.
 * @param margin its side, as a multiple of the outline's longer one
 */
export function outlineSquare(landmarks: Landmarks, margin: number): Square {
  return levelSquare(landmarks, outline, margin);
}
