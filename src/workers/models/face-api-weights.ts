import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { modelUnusable } from "./model-error.ts";
import { unpackWeights, weightsManifest } from "./tensorflow-weights.ts";
import type { Weights } from "./tensorflow-weights.ts";

const require = createRequire(import.meta.url);

/**
 * Reads the weights of a network of the installed `@vladmandic/face-api` by name, in TensorFlow's order of dimensions.
 * @throws AppError `MODEL_UNUSABLE`
 */
export async function readFaceApiWeights(
  network: "age_gender_model" | "face_recognition_model",
): Promise<Weights> {
  try {
    const file = require.resolve(`@vladmandic/face-api/model/${network}-weights_manifest.json`);
    const [group] = weightsManifest.parse(JSON.parse(await readFile(file, "utf8")));
    const parts = group.paths.map((path) => readFile(join(dirname(file), path)));
    return unpackWeights(group, Buffer.concat(await Promise.all(parts)));
  } catch (error) {
    throw modelUnusable(`The network ${network} is not installed as we know it.`, error);
  }
}
