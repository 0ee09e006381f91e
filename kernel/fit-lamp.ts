/** Of src/engine/swap/lamp-fit.ts. */
const TERMS = 6;
const RIDGE: f64 = 0.002;
/** A row of the equations: the terms, three right sides and one that is not used, so that all of it is pairs. */
const STRIDE: usize = 10 * 8;
const RIGHT: usize = TERMS * 8;
const ROWS: usize = 6 * 10 * 8;

/**
 * Twin: `createLampFit`.
 * @param basis by cell of the face: six floats and room for two; @param sums weight and weighted RGB by cell of the grid
 * @param rows room for the equations; @param lamp by cell of the grid: 1, R, G, B
 * @returns false when no cell has weight
 */
export function fitLamp(
  cells: usize,
  cellCount: i32,
  basis: usize,
  sums: usize,
  rows: usize,
  lamp: usize,
): bool {
  const weight = addEquations(cells, cellCount, basis, sums, rows);
  if (weight < 1e-6) return false;
  for (let i = 1; i < TERMS; i++) {
    const at = rows + <usize>i * (STRIDE + 8);
    store<f64>(at, load<f64>(at) + weight * RIDGE);
  }
  solve(rows);
  const lowest = f32x4.splat(1);
  const highest = f32x4.splat(255);
  for (let k = 0; k < cellCount; k++, basis += 32) {
    let value = f32x4.splat(0);
    for (let i = 0; i < TERMS; i++) {
      const found = v128.load(rows + ROWS + <usize>i * 16);
      value = f32x4.add(value, f32x4.mul(f32x4.splat(load<f32>(basis + <usize>i * 4)), found));
    }
    const held = f32x4.pmin(highest, f32x4.pmax(lowest, value));
    v128.store(lamp + <usize>load<u32>(cells + <usize>k * 4) * 16, held);
  }
  return true;
}

function addEquations(
  cells: usize,
  cellCount: i32,
  basis: usize,
  sums: usize,
  rows: usize,
): f64 {
  memory.fill(rows, 0, ROWS);
  let total: f64 = 0;
  for (let k = 0; k < cellCount; k++, basis += 32) {
    const cell = sums + <usize>load<u32>(cells + <usize>k * 4) * 16;
    const weight = <f64>load<f32>(cell);
    if (weight === 0) continue;
    total += weight;
    const weights = f64x2.splat(weight);
    const first = f64x2.mul(weights, f64x2.promote_low_f32x4(v128.load64_zero(basis)));
    const second = f64x2.mul(weights, f64x2.promote_low_f32x4(v128.load64_zero(basis + 8)));
    const third = f64x2.mul(weights, f64x2.promote_low_f32x4(v128.load64_zero(basis + 16)));
    const redGreen = f64x2.promote_low_f32x4(v128.load64_zero(cell + 4));
    const blue = f64x2.promote_low_f32x4(v128.load32_zero(cell + 12));
    for (let i = 0, row = rows; i < TERMS; i++, row += STRIDE) {
      const value = f64x2.splat(<f64>load<f32>(basis + <usize>i * 4));
      v128.store(row, f64x2.add(v128.load(row), f64x2.mul(value, first)));
      v128.store(row + 16, f64x2.add(v128.load(row + 16), f64x2.mul(value, second)));
      v128.store(row + 32, f64x2.add(v128.load(row + 32), f64x2.mul(value, third)));
      v128.store(row + 48, f64x2.add(v128.load(row + 48), f64x2.mul(value, redGreen)));
      v128.store(row + 64, f64x2.add(v128.load(row + 64), f64x2.mul(value, blue)));
    }
  }
  return total;
}

/** Gauss's elimination. What is found is written behind the rows as floats: one that is 0 or more, R, G, B for each term. */
function solve(rows: usize): void {
  for (let i = 0; i < TERMS; i++) {
    const pivot = rows + <usize>i * STRIDE;
    for (let below = i + 1; below < TERMS; below++) {
      const row = rows + <usize>below * STRIDE;
      const factor = load<f64>(row + <usize>i * 8) / load<f64>(pivot + <usize>i * 8);
      for (let at = <usize>i * 8; at < STRIDE; at += 8) {
        store<f64>(row + at, load<f64>(row + at) - factor * load<f64>(pivot + at));
      }
    }
  }
  const found = rows + ROWS;
  for (let i = TERMS - 1; i >= 0; i--) {
    const row = rows + <usize>i * STRIDE;
    for (let c: usize = 0; c < 3; c++) {
      let value = load<f64>(row + RIGHT + c * 8);
      for (let j = i + 1; j < TERMS; j++) {
        const other = rows + <usize>j * STRIDE + RIGHT + c * 8;
        value -= load<f64>(row + <usize>j * 8) * load<f64>(other);
      }
      value /= load<f64>(row + <usize>i * 8);
      store<f64>(row + RIGHT + c * 8, value);
      store<f32>(found + <usize>i * 16 + 4 + c * 4, <f32>value);
    }
    store<f32>(found + <usize>i * 16, 0);
  }
}
