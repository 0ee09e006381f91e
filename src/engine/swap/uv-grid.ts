import type { CanonicalMesh } from "../face/face-models.ts";

/**
 * The face unrolled: a square grid over the mesh's (u, v) coordinates. A cell belongs to the same spot of the face in
 * every frame, so whatever is stored by cell follows the head, and may be filtered in time without ghosts.
 */
export interface UvGrid {
  /** Cells along each side. */
  readonly size: number;
  /** Numbers (`y × size + x`) of the cells whose centre lies on the face. */
  readonly cells: Int32Array;
  /** Three mesh points for each of `cells`: the triangle that covers it. */
  readonly corners: Uint16Array;
  /** Their barycentric weights; each three sum to 1. */
  readonly weights: Float32Array;
}

/** Rasterises the mesh into a grid of `size` × `size` cells, u to the right, v down. */
export function createUvGrid(mesh: CanonicalMesh, size: number): UvGrid {
  const triangleOf = new Int16Array(size * size).fill(-1);
  const weightOf = new Float32Array(size * size * 2);
  for (let t = 0; t < mesh.triangles.length / 3; t++) {
    rasteriseTriangle(mesh, t, size, triangleOf, weightOf);
  }
  let count = 0;
  for (const triangle of triangleOf) if (triangle >= 0) count++;
  const cells = new Int32Array(count);
  const corners = new Uint16Array(count * 3);
  const weights = new Float32Array(count * 3);
  for (let cell = 0, i = 0; cell < triangleOf.length; cell++) {
    if (triangleOf[cell] < 0) continue;
    const t = triangleOf[cell] * 3;
    cells[i] = cell;
    for (let k = 0; k < 3; k++) corners[i * 3 + k] = mesh.triangles[t + k];
    const first = weightOf[cell * 2];
    const second = weightOf[cell * 2 + 1];
    weights[i * 3] = first;
    weights[i * 3 + 1] = second;
    weights[i * 3 + 2] = 1 - first - second;
    i++;
  }
  return { size, cells, corners, weights };
}

/** Larger grids are rare and take megabytes: they are made anew. */
const largestKept = 512;

/** Grids of several sizes over one mesh, each made when it is first asked for. */
export function createUvGrids(mesh: CanonicalMesh): (size: number) => UvGrid {
  const made = new Map<number, UvGrid>();
  return (size) => {
    const grid = made.get(size) ?? createUvGrid(mesh, size);
    if (size <= largestKept) made.set(size, grid);
    return grid;
  };
}

/** The mesh's unrolling is symmetric, so that a cell's mirror image is the cell across the middle column. */
export function mirrored(cell: number, size: number): number {
  return cell - (cell % size) + size - 1 - (cell % size);
}

/** The mean of a map over a region, weighted by it. */
export function meanOver(region: Float32Array, map: Float32Array): number {
  let area = 0;
  let sum = 0;
  for (let cell = 0; cell < region.length; cell++) {
    area += region[cell];
    sum += region[cell] * map[cell];
  }
  return sum / area;
}

/** A cell on a shared edge must not fall between two triangles by rounding. */
const edgeTolerance = 1e-4;

function rasteriseTriangle(
  mesh: CanonicalMesh,
  triangle: number,
  size: number,
  triangleOf: Int16Array,
  weightOf: Float32Array,
): void {
  const a = mesh.triangles[triangle * 3] * 2;
  const b = mesh.triangles[triangle * 3 + 1] * 2;
  const c = mesh.triangles[triangle * 3 + 2] * 2;
  const ax = mesh.uv[a] * size;
  const ay = mesh.uv[a + 1] * size;
  const bx = mesh.uv[b] * size;
  const by = mesh.uv[b + 1] * size;
  const cx = mesh.uv[c] * size;
  const cy = mesh.uv[c + 1] * size;
  const area = (by - cy) * (ax - cx) + (cx - bx) * (ay - cy);
  if (Math.abs(area) < 1e-9) return;
  const top = Math.max(0, Math.floor(Math.min(ay, by, cy) - 0.5));
  const bottom = Math.min(size - 1, Math.ceil(Math.max(ay, by, cy) - 0.5));
  const left = Math.max(0, Math.floor(Math.min(ax, bx, cx) - 0.5));
  const right = Math.min(size - 1, Math.ceil(Math.max(ax, bx, cx) - 0.5));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const dx = x + 0.5 - cx;
      const dy = y + 0.5 - cy;
      const first = ((by - cy) * dx + (cx - bx) * dy) / area;
      const second = ((cy - ay) * dx + (ax - cx) * dy) / area;
      if (first < -edgeTolerance || second < -edgeTolerance) continue;
      if (first + second > 1 + edgeTolerance) continue;
      const cell = y * size + x;
      triangleOf[cell] = triangle;
      weightOf[cell * 2] = first;
      weightOf[cell * 2 + 1] = second;
    }
  }
}
