import { join } from "node:path";
import type { FaceModels } from "../../src/engine/face/face-models.ts";
import { loadFaceModels } from "../../src/workers/models/load-face-models.ts";

/** Where the converted models of all tests are; `global-setup.ts` fills it before the first test. */
export const modelDirectory = join(import.meta.dirname, "../../.cache/models");

/** The real models. Loading takes a tenth of a second: once a test file, at its top, is enough. */
export function faceModels(): Promise<FaceModels> {
  return loadFaceModels(modelDirectory);
}
