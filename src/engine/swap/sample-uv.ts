import type { Landmarks } from "../face/landmarks.ts";
import { createKernelSample } from "../kernel/kernel-sample.ts";
import type { Level } from "../pyramid.ts";
import type { UvGrid } from "./uv-grid.ts";

/** The colours of a face in a picture, RGB by cell in bytes, 0 off the face; `level` and `landmarks` as in `sampleUv`. */
type ReadColours = (level: Level, landmarks: Landmarks) => Uint8Array;

/** Reads the faces of a clip, frame by frame. */
export function createColourReader(grid: UvGrid): ReadColours {
  return createKernelSample(grid) ?? createPlainColourReader(grid);
}

/** The kernel's twin, for machines that cannot run it. */
export function createPlainColourReader(grid: UvGrid): ReadColours {
  return (level, landmarks) => {
    const colours = new Float32Array(grid.size * grid.size * 3);
    sampleUv(grid, level, landmarks, colours);
    return Uint8Array.from(colours.map((value) => value + 0.5));
  };
}

/**
 * Reads the colour of every cell of the face out of a picture, bilinearly.
 * @param landmarks in coordinates of the picture that the level is made from
 * @param out RGB in 0…255, three a cell; cells off the face are left as they are
 */
export function sampleUv(
  grid: UvGrid,
  level: Level,
  landmarks: Landmarks,
  out: Float32Array,
): void {
  const { data, width, height } = level;
  const scale = 1 / level.step;
  const { cells, corners, weights } = grid;
  const stride = width * 4;
  for (let i = 0; i < cells.length; i++) {
    const a = corners[i * 3] * 3;
    const b = corners[i * 3 + 1] * 3;
    const c = corners[i * 3 + 2] * 3;
    const wa = weights[i * 3] * scale;
    const wb = weights[i * 3 + 1] * scale;
    const wc = weights[i * 3 + 2] * scale;
    let x = landmarks[a] * wa + landmarks[b] * wb + landmarks[c] * wc - 0.5;
    let y = landmarks[a + 1] * wa + landmarks[b + 1] * wb + landmarks[c + 1] * wc - 0.5;
    x = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
    y = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
    const x0 = x | 0;
    const y0 = y | 0;
    const fx = x - x0;
    const fy = y - y0;
    const p = y0 * stride + x0 * 4;
    const right = x0 + 1 < width ? 4 : 0;
    const down = y0 + 1 < height ? stride : 0;
    const w00 = (1 - fx) * (1 - fy);
    const w01 = fx * (1 - fy);
    const w10 = (1 - fx) * fy;
    const w11 = fx * fy;
    const o = cells[i] * 3;
    for (let k = 0; k < 3; k++) {
      out[o + k] =
        data[p + k] * w00 +
        data[p + right + k] * w01 +
        data[p + down + k] * w10 +
        data[p + right + down + k] * w11;
    }
  }
}
