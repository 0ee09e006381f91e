import type { CanonicalMesh } from "../face/face-models.ts";
import { clamp } from "./smoothstep.ts";
import type { UvGrid } from "./uv-grid.ts";

/**
 * Where a ring of mesh points lies on the unrolled face: (u, v) pairs.
 * @param grow moves every corner away from the ring's centre, in units of u and v
 */
export function ringCorners(mesh: CanonicalMesh, ring: readonly number[], grow: number) {
  const corners = new Float32Array(ring.length * 2);
  let centreU = 0;
  let centreV = 0;
  for (const point of ring) {
    centreU += mesh.uv[point * 2] / ring.length;
    centreV += mesh.uv[point * 2 + 1] / ring.length;
  }
  ring.forEach((point, i) => {
    const du = mesh.uv[point * 2] - centreU;
    const dv = mesh.uv[point * 2 + 1] - centreV;
    const scale = 1 + grow / (Math.hypot(du, dv) || 1);
    corners[i * 2] = centreU + du * scale;
    corners[i * 2 + 1] = centreV + dv * scale;
  });
  return corners;
}

/** Sets the cells inside a polygon of (u, v) corners to 1. */
export function fillPolygon(grid: UvGrid, corners: Float32Array, mask: Float32Array): void {
  const { size } = grid;
  let [left, right, top, bottom] = [1, 0, 1, 0];
  for (let i = 0; i < corners.length; i += 2) {
    left = Math.min(left, corners[i]);
    right = Math.max(right, corners[i]);
    top = Math.min(top, corners[i + 1]);
    bottom = Math.max(bottom, corners[i + 1]);
  }
  const cellOf = (place: number) => clamp(Math.floor(place * size), 0, size - 1);
  const [firstColumn, lastColumn, firstRow, lastRow] = [left, right, top, bottom].map(cellOf);
  for (let y = firstRow; y <= lastRow; y++) {
    for (let x = firstColumn; x <= lastColumn; x++) {
      if (contains(corners, (x + 0.5) / size, (y + 0.5) / size)) mask[y * size + x] = 1;
    }
  }
}

/** The even-odd rule: a ray to the right crosses the outline an odd number of times. */
function contains(corners: Float32Array, x: number, y: number): boolean {
  let inside = false;
  let previous = corners.length - 2;
  for (let i = 0; i < corners.length; i += 2) {
    const yi = corners[i + 1];
    const yj = corners[previous + 1];
    if (yi > y !== yj > y) {
      const crossing = corners[i] + ((corners[previous] - corners[i]) * (y - yi)) / (yj - yi);
      if (x < crossing) inside = !inside;
    }
    previous = i;
  }
  return inside;
}

/** For each cell of the face the distance from its centre to the closed outline, in units of u and v; 0 off the face. */
export function distanceToOutline(
  mesh: CanonicalMesh,
  grid: UvGrid,
  ring: readonly number[],
): Float32Array {
  const distance = new Float32Array(grid.size * grid.size);
  for (const cell of grid.cells) {
    const u = ((cell % grid.size) + 0.5) / grid.size;
    const v = (Math.floor(cell / grid.size) + 0.5) / grid.size;
    let nearest = Infinity;
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i] * 2;
      const b = ring[(i + 1) % ring.length] * 2;
      const du = mesh.uv[b] - mesh.uv[a];
      const dv = mesh.uv[b + 1] - mesh.uv[a + 1];
      const along = ((u - mesh.uv[a]) * du + (v - mesh.uv[a + 1]) * dv) / (du * du + dv * dv);
      const t = Math.min(1, Math.max(0, along));
      const gap = Math.hypot(u - mesh.uv[a] - t * du, v - mesh.uv[a + 1] - t * dv);
      if (gap < nearest) nearest = gap;
    }
    distance[cell] = nearest;
  }
  return distance;
}
