import { ensureModels } from "../../src/workers/models/ensure-models.ts";
import { compilePrograms } from "./compiled-programs.ts";
import { modelDirectory } from "./face-models.ts";

/** Runs once before all test files: converts the face models and compiles our programs, so that no test waits for either. */
export default async function setup(): Promise<void> {
  compilePrograms();
  await ensureModels(modelDirectory);
}
