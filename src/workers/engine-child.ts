// The engine program. Its parent starts it with the model directory; it loads the models, says `ready`, and then
// runs one swap at a time until the parent kills it or goes away.
import { toWire } from "../core/error-wire.ts";
import { AppError } from "../core/errors.ts";
import { createStillDecoder } from "./decode-still.ts";
import { dieWithParent } from "./die-with-parent.ts";
import { createFailPoints } from "./fail-point.ts";
import { lowerOwnThreads } from "./lower-priority.ts";
import { loadFaceModels } from "./models/load-face-models.ts";
import { toEngine } from "./protocol.ts";
import type { FromEngine, ToEngine } from "./protocol.ts";
import { createSwapRunner } from "./run-swap.ts";
import type { RunSwap } from "./run-swap.ts";
import { throttleProgress } from "./throttle-progress.ts";

function say(news: FromEngine, then: () => void = () => {}): void {
  process.send?.(news, then);
}

const failPoint = createFailPoints(process.env["ENGINE_FAIL_POINTS"], () =>
  process.send?.({ kind: "done", id: -1 }),
);

async function loadEngine(modelDirectory: string): Promise<RunSwap> {
  failPoint("start");
  return createSwapRunner({
    models: await loadFaceModels(modelDirectory),
    decodeStill: createStillDecoder(),
    now: () => performance.now(),
  });
}

async function run(swap: RunSwap, { id, job }: ToEngine): Promise<void> {
  const onProgress = throttleProgress(
    (progress) => say({ kind: "progress", id, progress }),
    () => performance.now(),
  );
  try {
    failPoint("job");
    const { bytes, frames, framesSwapped } = await swap(job, { onProgress });
    say({ kind: "done", id, outcome: { bytes, frames, framesSwapped } });
  } catch (error) {
    say({ kind: "failed", id, error: toWire(error) });
  }
}

const [modelDirectory] = process.argv.slice(2);
if (modelDirectory === undefined || process.send === undefined) {
  throw new Error("engine-child is started by spawn-engine, not by hand.");
}
lowerOwnThreads();
dieWithParent();
try {
  const swap = await loadEngine(modelDirectory);
  process.on("message", (message) => void run(swap, toEngine.parse(message)));
  say({ kind: "ready" });
} catch (error) {
  const known =
    error instanceof AppError
      ? error
      : new AppError("MODEL_UNUSABLE", {
          message: `The face models cannot be loaded. ${String(error)}`,
        });
  say({ kind: "unusable", error: toWire(known) }, () => process.exit(1));
}
