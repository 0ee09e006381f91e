import type { Landmarks } from "../face/landmarks.ts";
import type { UvGrid } from "./uv-grid.ts";

/** By cell, 1 where the face goes on outside the picture, 0 where the picture shows something: also off the face. */
export function mapCutOff(
  { size, cells, corners, weights }: UvGrid,
  landmarks: Landmarks,
  picture: { readonly width: number; readonly height: number },
): Float32Array {
  const cutOff = new Float32Array(size * size);
  for (let i = 0; i < cells.length; i++) {
    let [x, y] = [0, 0];
    for (let k = i * 3; k < i * 3 + 3; k++) {
      x += weights[k] * landmarks[corners[k] * 3];
      y += weights[k] * landmarks[corners[k] * 3 + 1];
    }
    if (x < 0 || y < 0 || x > picture.width || y > picture.height) cutOff[cells[i]] = 1;
  }
  return cutOff;
}
