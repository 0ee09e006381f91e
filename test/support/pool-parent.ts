// A program that opens a pool of one process in an endless loop and one that idles, says so, and waits to be killed.
// Its arguments are a folder of armed fail points (see src/workers/fail-point.ts) and the folder of the models.
import { readdirSync } from "node:fs";
import { createLogger } from "../../src/core/logger.ts";
import { createSwapPool } from "../../src/workers/swap-pool.ts";
import { refusedJob } from "./swap-jobs.ts";

const [failPoints, modelDirectory] = process.argv.slice(2);
const pool = createSwapPool({
  processes: 2,
  modelDirectory,
  maxWaiting: 1,
  jobTimeoutMs: 150_000,
  startTimeoutMs: 150_000,
  log: createLogger({ level: "silent" }),
  childEnvironment: { ENGINE_FAIL_POINTS: failPoints },
});
void pool.swap(refusedJob());
while (pool.state().ready < 2 || readdirSync(failPoints).length > 0) {
  await new Promise((resolve) => setTimeout(resolve, 20));
}
process.send?.("ready");
