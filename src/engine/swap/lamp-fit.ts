import type { CanonicalMesh } from "../face/face-models.ts";
import type { UvGrid } from "./uv-grid.ts";

/** 1, x, y, x², y² and xy of the normal. */
const terms = 6;
/** A row of the equations: the terms and three right sides. */
const stride = terms + 3;
/** Share of the weight that holds the slopes towards 0, for a face of which little is seen. */
const ridge = 0.002;

/**
 * @param sums weight and weighted RGB of each cell
 * @param out RGB by cell; cells off the face are left as they are
 * @returns false when no cell has weight: then nothing is written
 */
export type LampFit = (sums: Float32Array, out: Float32Array) => boolean;

/**
 * Explains the light on a face by lamps far away: brightness as a polynomial of second degree in the direction that
 * the skin faces, for a matt surface in any such light has hardly anything beyond that (Basri and Jacobs, 2003).
 * @param grid the mesh on the grid of the light
 */
export function createLampFit(mesh: CanonicalMesh, grid: UvGrid): LampFit {
  const basis = lampBasis(mesh, grid);
  const rows = new Float64Array(terms * stride);
  const found = new Float64Array(terms * 3);

  return function fitLamp(sums, out) {
    const weight = addEquations(basis, grid.cells, sums, rows);
    if (weight < 1e-6) return false;
    for (let i = 1; i < terms; i++) rows[i * stride + i] += weight * ridge;
    solve(rows, found);
    for (let k = 0; k < grid.cells.length; k++) {
      for (let c = 0; c < 3; c++) {
        let value = 0;
        for (let i = 0; i < terms; i++) value += basis[k * terms + i] * found[i * 3 + c];
        out[grid.cells[k] * 3 + c] = value < 1 ? 1 : value > 255 ? 255 : value;
      }
    }
    return true;
  };
}

/** The normal equations of weighted least squares, upper half, with a right side for each colour. */
function addEquations(
  basis: Float32Array,
  cells: Int32Array,
  sums: Float32Array,
  rows: Float64Array,
): number {
  rows.fill(0);
  let total = 0;
  for (let k = 0; k < cells.length; k++) {
    const s = cells[k] * 4;
    const weight = sums[s];
    if (weight === 0) continue;
    total += weight;
    const first = k * terms;
    for (let i = 0, row = 0; i < terms; i++, row += stride) {
      const value = basis[first + i];
      const weighed = weight * value;
      for (let j = i; j < terms; j++) rows[row + j] += weighed * basis[first + j];
      rows[row + terms] += value * sums[s + 1];
      rows[row + terms + 1] += value * sums[s + 2];
      rows[row + terms + 2] += value * sums[s + 3];
    }
  }
  return total;
}

/** Gauss's elimination; the matrix is symmetric and positive, so that no row has to change its place. */
function solve(rows: Float64Array, out: Float64Array): void {
  for (let i = 0; i < terms; i++) {
    for (let j = 0; j < i; j++) rows[i * stride + j] = rows[j * stride + i];
  }
  for (let i = 0; i < terms; i++) {
    for (let below = i + 1; below < terms; below++) {
      const factor = rows[below * stride + i] / rows[i * stride + i];
      for (let j = i; j < stride; j++) rows[below * stride + j] -= factor * rows[i * stride + j];
    }
  }
  for (let i = terms - 1; i >= 0; i--) {
    for (let c = 0; c < 3; c++) {
      let value = rows[i * stride + terms + c];
      for (let j = i + 1; j < terms; j++) value -= rows[i * stride + j] * out[j * 3 + c];
      out[i * 3 + c] = value / rows[i * stride + i];
    }
  }
}

/** Six values for each cell of the face: what its brightness is explained by. */
export function lampBasis(mesh: CanonicalMesh, { cells, corners, weights }: UvGrid): Float32Array {
  const normals = normalsOf(mesh);
  const basis = new Float32Array(cells.length * terms);
  for (let k = 0; k < cells.length; k++) {
    let [x, y] = [0, 0];
    for (let corner = k * 3; corner < k * 3 + 3; corner++) {
      x += normals[corners[corner] * 2] * weights[corner];
      y += normals[corners[corner] * 2 + 1] * weights[corner];
    }
    basis.set([1, x, y, x * x, y * y, x * y], k * terms);
  }
  return basis;
}

/** Two values a point: how far the skin faces the head's left and its top. */
function normalsOf({ positions: p, triangles }: CanonicalMesh): Float32Array {
  const sums = new Float32Array(p.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t] * 3, triangles[t + 1] * 3, triangles[t + 2] * 3];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    for (const corner of [a, b, c]) {
      sums[corner] += uy * vz - uz * vy;
      sums[corner + 1] += uz * vx - ux * vz;
      sums[corner + 2] += ux * vy - uy * vx;
    }
  }
  const normals = new Float32Array((p.length / 3) * 2);
  for (let i = 0; i < p.length / 3; i++) {
    const length = Math.hypot(sums[i * 3], sums[i * 3 + 1], sums[i * 3 + 2]);
    normals[i * 2] = length > 0 ? sums[i * 3] / length : 0;
    normals[i * 2 + 1] = length > 0 ? sums[i * 3 + 1] / length : 0;
  }
  return normals;
}
