import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { modelUnusable } from "./model-error.ts";
import { unpackWeights, weightsManifest } from "./tensorflow-weights.ts";
import type { Weights } from "./tensorflow-weights.ts";

const require = createRequire(import.meta.url);

/** Where each list of weights is. */
const manifests = {
  age: () => require.resolve("@vladmandic/face-api/model/age_gender_model-weights_manifest.json"),
  recognition: () =>
    require.resolve("@vladmandic/face-api/model/face_recognition_model-weights_manifest.json"),
};

/**
 * Reads the weights of a network of the installed `@vladmandic/face-api` by name, in TensorFlow's order of dimensions.
 * @throws AppError `MODEL_UNUSABLE`
 */
export async function readFaceApiWeights(network: keyof typeof manifests): Promise<Weights> {
  try {
    const file = manifests[network]();
    const [group] = weightsManifest.parse(JSON.parse(await readFile(file, "utf8")));
    const parts = group.paths.map((path) => readFile(join(dirname(file), path)));
    return unpackWeights(group, Buffer.concat(await Promise.all(parts)));
  } catch (error) {
    throw modelUnusable(
      `The face-api network for ${network} is not installed as we know it.`,
      error,
    );
  }
}
