import { ensureModels } from "../../src/workers/models/ensure-models.ts";
import { modelDirectory } from "./face-models.ts";

/** Runs once before all test files: converts the face models, so that no test waits for it. */
export default async function setup(): Promise<void> {
  await ensureModels(modelDirectory);
}
