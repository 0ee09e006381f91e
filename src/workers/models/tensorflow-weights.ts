import * as z from "zod";
import { modelUnusable } from "./model-error.ts";

/** One array of a network, in TensorFlow's order of dimensions. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type Weights = ReadonlyMap<string, Weight>;

const listedWeight = z.object({
  name: z.string(),
  shape: z.array(z.number().int().positive()),
  dtype: z.literal("float32"),
  /** How the values were squeezed into a byte each; without it they are little-endian floats. */
  quantization: z
    .object({ dtype: z.literal("uint8"), scale: z.number(), min: z.number() })
    .optional(),
});

/** TensorFlow.js' list of weights: the bytes of `paths`, one after the other, hold `weights`, one after the other. */
export const weightsManifest = z
  .array(z.object({ paths: z.array(z.string()).min(1), weights: z.array(listedWeight) }))
  .length(1);
type WeightGroup = z.infer<typeof weightsManifest>[number];

/**
 * Takes the bytes of a group apart.
 * @throws AppError `MODEL_UNUSABLE` when they are more or fewer than the list says
 */
export function unpackWeights(group: WeightGroup, bytes: Uint8Array): Weights {
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const { name, shape, quantization } of group.weights) {
    const count = shape.reduce((product, size) => product * size, 1);
    const length = quantization === undefined ? count * 4 : count;
    weights.set(name, { shape, values: unpack(bytes.subarray(at, at + length), quantization) });
    at += length;
  }
  if (at === bytes.length) return weights;
  throw modelUnusable(`The weights have ${bytes.length} bytes and should have ${at}.`);
}

/** @throws AppError `MODEL_UNUSABLE` when there is no such array */
export function weightNamed(weights: Weights, name: string): Weight {
  const weight = weights.get(name);
  if (weight === undefined) throw modelUnusable(`The network has no weight ${name}.`);
  return weight;
}

function unpack(
  bytes: Uint8Array,
  quantization: z.infer<typeof listedWeight>["quantization"],
): Float32Array {
  if (quantization !== undefined) {
    const { scale, min } = quantization;
    const values = new Float32Array(bytes.length);
    // A loop: `from` with a function takes seconds for the millions of them.
    for (let at = 0; at < bytes.length; at += 1) values[at] = bytes[at] * scale + min;
    return values;
  }
  // Copied, so that the floats begin at a multiple of their size.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
