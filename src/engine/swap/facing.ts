import type { CanonicalMesh } from "../face/face-models.ts";
import { smoothstep } from "./smoothstep.ts";
import type { UvGrid } from "./uv-grid.ts";

/** How squarely each spot of the face looks at the camera: 0 edge-on or turned away, 1 seen well. */
export function createFacingMap(mesh: CanonicalMesh, grid: UvGrid) {
  const points = mesh.positions.length / 3;
  const sums = new Float32Array(points);
  const triangleCount = new Uint8Array(points);
  for (const point of mesh.triangles) triangleCount[point]++;

  /** @param landmarks 468 or more points in pixels; @param out one value a cell, 0 off the face */
  return function mapFacing(landmarks: Float32Array, out: Float32Array): void {
    sums.fill(0);
    for (let i = 0; i < mesh.triangles.length; i += 3) {
      const a = mesh.triangles[i];
      const b = mesh.triangles[i + 1];
      const c = mesh.triangles[i + 2];
      const toCamera = normalTowardsCamera(landmarks, a * 3, b * 3, c * 3);
      sums[a] += toCamera;
      sums[b] += toCamera;
      sums[c] += toCamera;
    }
    for (let point = 0; point < points; point++) {
      sums[point] = smoothstep(0.12, 0.5, sums[point] / triangleCount[point]);
    }
    const { cells, corners, weights } = grid;
    for (let i = 0; i < cells.length; i++) {
      out[cells[i]] =
        sums[corners[i * 3]] * weights[i * 3] +
        sums[corners[i * 3 + 1]] * weights[i * 3 + 1] +
        sums[corners[i * 3 + 2]] * weights[i * 3 + 2];
    }
  };
}

/** The unit normal's component towards the camera; arguments are offsets of the corners' x. */
function normalTowardsCamera(p: Float32Array, a: number, b: number, c: number): number {
  const ux = p[b] - p[a];
  const uy = p[b + 1] - p[a + 1];
  const uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a];
  const vy = p[c + 1] - p[a + 1];
  const vz = p[c + 2] - p[a + 2];
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
  return length > 0 ? -nz / length : 0;
}
