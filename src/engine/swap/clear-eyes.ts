import { MESH_POINTS } from "../face/landmarks.ts";
import type { Landmarks } from "../face/landmarks.ts";
import type { Eye } from "./eyes.ts";
import { cornersOf, depthInRing, irisEllipse } from "./iris.ts";
import { lumaAt } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";
import type { UvGrid } from "./uv-grid.ts";

/**
 * In iris radii: nearer than the first the white is painted over the iris, from the second on the photo's own says what
 * white is, and beyond the third nothing is painted.
 */
const rim = { painted: 1.12, white: 1.3, own: 1.5 };
/** In iris radii from the lids inwards: lashes and the lids' shadow, which are no white. */
const lidEdge = { from: 0.02, to: 0.3 };
/** In iris radii from the lids: the painted white begins softly there, or it would end in the texels' steps. */
const softEdge = { from: -0.05, to: 0.3 };
/** How much the upper lid shades the white and the iris at its edge. */
const lidShadow = 0.35;
/** Keeps the slope of few texels from running away. */
const stiffness = 4;

/**
 * Takes the iris out of an unrolled eye, so that it can be drawn wherever the target looks: the white to its right and
 * left is continued under it.
 * @param colours RGB by cell of `grid`; changed
 * @param opening by cell 0…1, set to how far inside the eye's opening a cell is: where an iris may be drawn
 */
export function clearEye(
  grid: UvGrid,
  landmarks: Landmarks,
  eye: Eye,
  colours: Float32Array,
  opening: Float32Array,
): void {
  const inRing = new Uint8Array(MESH_POINTS);
  for (const point of eye.ring) inRing[point] = 1;
  const iris = irisEllipse(eye, landmarks);
  const ring = cornersOf(eye, landmarks);
  const texels: { cell: number; u: number; away: number; inside: number; say: number }[] = [];
  const { corners, weights } = grid;
  for (let i = 0; i < grid.cells.length; i++) {
    const corner = i * 3;
    if (!(inRing[corners[corner]] & inRing[corners[corner + 1]] & inRing[corners[corner + 2]])) {
      continue;
    }
    const cell = grid.cells[i];
    let x = 0;
    let y = 0;
    for (let k = 0; k < 3; k++) {
      x += landmarks[corners[corner + k] * 3] * weights[corner + k];
      y += landmarks[corners[corner + k] * 3 + 1] * weights[corner + k];
    }
    const dx = x - iris.x;
    const dy = y - iris.y;
    const away = Math.hypot(iris.xx * dx + iris.xy * dy, iris.yx * dx + iris.yy * dy);
    const inside = depthInRing(ring, x, y) / iris.radius;
    const luma = lumaAt(colours, cell);
    const white =
      smoothstep(rim.painted, rim.white, away) * smoothstep(lidEdge.from, lidEdge.to, inside);
    texels.push({
      cell,
      u: (cell % grid.size) / grid.size,
      away,
      inside,
      say: white * luma * luma,
    });
    opening[cell] = smoothstep(-0.05, 0.12, inside);
  }
  for (let c = 0; c < 3; c++) {
    const white = fitLine(texels.map(({ cell, u, say }) => [u, colours[cell * 3 + c], say]));
    for (const { cell, u, away, inside } of texels) {
      const shade = 1 - lidShadow * smoothstep(0.5, 0, inside);
      const painted =
        smoothstep(rim.own, rim.painted, away) * smoothstep(softEdge.from, softEdge.to, inside);
      const at = cell * 3 + c;
      colours[at] += (Math.min(255, white(u)) * shade - colours[at]) * painted;
    }
  }
}

/** Weighted least squares through (place, value, weight), with a slope held towards 0. */
function fitLine(samples: readonly (readonly number[])[]): (u: number) => number {
  let [total, meanU, mean] = [1e-6, 0, 0];
  for (const [u, value, say] of samples) {
    total += say;
    meanU += say * u;
    mean += say * value;
  }
  meanU /= total;
  mean /= total;
  let [spread, along] = [0, 0];
  for (const [u, value, say] of samples) {
    spread += say * (u - meanU) ** 2;
    along += say * (u - meanU) * (value - mean);
  }
  const slope = along / (spread + (total * stiffness) / 1e4);
  return (u) => mean + slope * (u - meanU);
}
