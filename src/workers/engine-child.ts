// The engine program. Its parent starts it with the model directory; it loads the models, says `ready`, and then
// does one job at a time until the parent kills it or goes away.
import { toWire } from "../core/error-wire.ts";
import { AppError } from "../core/errors.ts";
import { createFaceAtlas } from "../engine/swap/atlas.ts";
import { createStillDecoder } from "./decode-still.ts";
import { dieWithParent } from "./die-with-parent.ts";
import { createFailPoints } from "./fail-point.ts";
import { lowerOwnThreads } from "./lower-priority.ts";
import { loadFaceModels } from "./models/load-face-models.ts";
import { createEngineRunner } from "./engine-runner.ts";
import type { RunEngine } from "./engine-runner.ts";
import { say, serveJobs } from "./serve-jobs.ts";

const failPoint = createFailPoints(process.env["ENGINE_FAIL_POINTS"], () =>
  process.send?.({ kind: "done", id: -1 }),
);

async function loadEngine(modelDirectory: string): Promise<RunEngine> {
  failPoint("start");
  const models = await loadFaceModels(modelDirectory);
  return createEngineRunner({
    models,
    atlas: createFaceAtlas(models.mesh),
    decodeStill: createStillDecoder(),
    now: () => performance.now(),
  });
}

const [modelDirectory] = process.argv.slice(2);
if (modelDirectory === undefined || process.send === undefined) {
  throw new Error("engine-child is started by spawn-engine, not by hand.");
}
lowerOwnThreads();
dieWithParent();
try {
  serveJobs(await loadEngine(modelDirectory), () => failPoint("job"));
} catch (error) {
  const known =
    error instanceof AppError
      ? error
      : new AppError("MODEL_UNUSABLE", {
          message: `The face models cannot be loaded. ${String(error)}`,
        });
  say({ kind: "unusable", error: toWire(known) }, () => process.exit(1));
}
