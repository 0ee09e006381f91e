import { createKernel } from "./kernel.ts";
import { blurBytes } from "./kernel-blur.ts";
import { layOut } from "./lay-out.ts";

interface LightTables {
  /** Cells along each side of the full grid. */
  readonly size: number;
  /** By cell of the half-size grid, 0…1: how much of the light is what lies nearest. */
  readonly narrowShare: Float32Array;
  /** Numbers of the half-size grid's cells that lie on the face, … */
  readonly cells: Int32Array;
  /** … and for each of them six values: see `createLampFit`. */
  readonly basis: Float32Array;
}

/** The equations of a lamp and what is found by them, in bytes. */
const EQUATIONS = 6 * 80 + 6 * 16;

/**
 * `createPlainLightField` in the kernel, the same but for rounding.
 * @returns undefined where there is no kernel
 */
export function createKernelLight({ size, narrowShare, cells, basis }: LightTables) {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const count = size * size;
  const halfCount = count / 4;
  const half = { width: size / 2, height: size / 2, channels: 4 };
  const places = layOut(kernel.begin);
  const weightsAt = places.take(count * 4);
  const hiddenAt = places.take(count * 4);
  const coloursAt = places.take(count * 12);
  const narrowAt = places.take(halfCount * 4);
  const cellsAt = places.take(cells.length * 4);
  const basisAt = places.take(cells.length * 32);
  const lines = places.take(blurBytes(half, 9));
  const fields = places.take(halfCount * 17 * 4);
  const rows = places.take(EQUATIONS);
  const outAt = places.take(halfCount * 12 + 4);
  kernel.reserve(places.end() - kernel.begin);
  // Nothing reserves more, so that these views stay.
  const memory = kernel.buffer();
  const weightsIn = new Float32Array(memory, weightsAt, count);
  const hiddenIn = new Float32Array(memory, hiddenAt, count);
  const bytes = new Uint8Array(memory, coloursAt, count * 3);
  const floats = new Float32Array(memory, coloursAt, count * 3);
  const light = new Float32Array(memory, outAt, halfCount * 3);
  new Float32Array(memory, narrowAt, halfCount).set(narrowShare);
  new Int32Array(memory, cellsAt, cells.length).set(cells);
  const spread = new Float32Array(memory, basisAt, cells.length * 8);
  for (let k = 0; k < cells.length; k++) spread.set(basis.subarray(k * 6, k * 6 + 6), k * 8);

  return (
    weights: Float32Array,
    colours: ArrayLike<number>,
    hidden: Float32Array,
    out: Float32Array,
  ): void => {
    weightsIn.set(weights);
    hiddenIn.set(hidden);
    const whole = colours instanceof Uint8Array;
    (whole ? bytes : floats).set(colours);
    kernel.measureLight(
      weightsAt,
      coloursAt,
      whole ? 0 : 1,
      hiddenAt,
      size,
      narrowAt,
      cellsAt,
      cells.length,
      basisAt,
      lines,
      fields,
      rows,
      outAt,
    );
    out.set(light);
  };
}
