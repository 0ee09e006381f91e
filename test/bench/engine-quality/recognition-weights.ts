import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as z from "zod";

export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const require = createRequire(import.meta.url);

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
const weightsManifest = z
  .array(z.object({ paths: z.array(z.string()).min(1), weights: z.array(listedWeight) }))
  .length(1);

/**
 * Reads the weights of face-api's recognition network by name, in TensorFlow's order of dimensions.
 * @throws when the package is not installed or its files are not as listed
 */
export async function readRecognitionWeights(): Promise<ReadonlyMap<string, Weight>> {
  const manifestFile =
    require.resolve("@vladmandic/face-api/model/face_recognition_model-weights_manifest.json");
  const [group] = weightsManifest.parse(JSON.parse(await readFile(manifestFile, "utf8")));
  const parts = group.paths.map((path) => readFile(join(dirname(manifestFile), path)));
  const bytes = Buffer.concat(await Promise.all(parts));

  const weights = new Map<string, Weight>();
  let at = 0;
  for (const weight of group.weights) {
    const count = weight.shape.reduce((product, size) => product * size, 1);
    const length = weight.quantization === undefined ? count * 4 : count;
    const values = unpack(bytes.subarray(at, at + length), weight.quantization);
    weights.set(weight.name, { shape: weight.shape, values });
    at += length;
  }
  if (at !== bytes.length) {
    throw new Error(`The weights of face-api have ${bytes.length} bytes, their list ${at}.`);
  }
  return weights;
}

function unpack(
  bytes: Uint8Array,
  quantization: z.infer<typeof listedWeight>["quantization"],
): Float32Array {
  if (quantization !== undefined) {
    return Float32Array.from(bytes, (byte) => byte * quantization.scale + quantization.min);
  }
  // Copied, so that the floats begin at a multiple of their size.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
