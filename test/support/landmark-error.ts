import { MESH_POINTS, type Landmarks } from "../../src/engine/face/landmarks.ts";

const RIGHT_EYE_OUTER = 33;
const LEFT_EYE_OUTER = 263;

/** Mean distance between found and true mesh points in the picture, as a share of the true distance of the outer eye corners. */
export function landmarkError(found: Landmarks, truth: Landmarks): number {
  let sum = 0;
  for (let at = 0; at < MESH_POINTS * 3; at += 3) {
    sum += Math.hypot(found[at] - truth[at], found[at + 1] - truth[at + 1]);
  }
  const [right, left] = [RIGHT_EYE_OUTER * 3, LEFT_EYE_OUTER * 3];
  const eyeDistance = Math.hypot(
    truth[right] - truth[left],
    truth[right + 1] - truth[left + 1],
    truth[right + 2] - truth[left + 2],
  );
  return sum / MESH_POINTS / eyeDistance;
}
