import { ensureModels } from "../../src/workers/models/ensure-models.ts";

/** A process that only gets the models into the folder it is given: `ensure-models-child.ts DIRECTORY`. */
const models = await ensureModels(process.argv[2]);
process.exitCode = models.landmarks.length > 0 ? 0 : 1;
