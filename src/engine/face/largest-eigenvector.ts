const SIZE = 4;
/** Jacobi's method converges quadratically: a 4 × 4 matrix is diagonal to the last bit after about six sweeps. */
const SWEEPS = 12;

/**
 * The unit eigenvector that belongs to the largest eigenvalue of a symmetric 4 × 4 matrix (row by row), by Jacobi
 * rotations (Golub and Van Loan, "Matrix Computations", §8.5).
 */
export function largestEigenvector(matrix: Float64Array): Float64Array {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(SIZE * SIZE);
  for (let index = 0; index < SIZE; index += 1) vectors[index * SIZE + index] = 1;
  for (let sweep = 0; sweep < SWEEPS && !isDiagonal(a); sweep += 1) {
    for (let p = 0; p < SIZE - 1; p += 1) {
      for (let q = p + 1; q < SIZE; q += 1) annihilate(a, vectors, p, q);
    }
  }
  let best = 0;
  for (let index = 1; index < SIZE; index += 1) {
    if (a[index * SIZE + index] > a[best * SIZE + best]) best = index;
  }
  return Float64Array.from({ length: SIZE }, (_, row) => vectors[row * SIZE + best]);
}

/** To the last bit: what is beside the diagonal would change no element of it. */
function isDiagonal(a: Float64Array): boolean {
  let [beside, on] = [0, 0];
  for (let at = 0; at < a.length; at += 1) {
    if (at % (SIZE + 1) === 0) on += Math.abs(a[at]);
    else beside += Math.abs(a[at]);
  }
  return beside <= on * 1e-18;
}

/** Turns the matrix so that its elements (p, q) and (q, p) become zero. */
function annihilate(a: Float64Array, vectors: Float64Array, p: number, q: number): void {
  const apq = a[p * SIZE + q];
  if (apq === 0) return;
  const theta = (a[q * SIZE + q] - a[p * SIZE + p]) / (2 * apq);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let index = 0; index < SIZE; index += 1) {
    turn(a, index * SIZE + p, index * SIZE + q, cosine, sine);
  }
  for (let index = 0; index < SIZE; index += 1) {
    turn(a, p * SIZE + index, q * SIZE + index, cosine, sine);
  }
  for (let index = 0; index < SIZE; index += 1) {
    turn(vectors, index * SIZE + p, index * SIZE + q, cosine, sine);
  }
}

function turn(of: Float64Array, first: number, second: number, cosine: number, sine: number): void {
  const x = of[first];
  const y = of[second];
  of[first] = cosine * x - sine * y;
  of[second] = sine * x + cosine * y;
}
