import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sleep } from "../../src/core/deadline.ts";
import { createLogger } from "../../src/core/logger.ts";
import { createSwapPool } from "../../src/workers/swap-pool.ts";
import type { SwapPoolOptions } from "../../src/workers/swap-pool.ts";
import type { SwapPool } from "../../src/workers/swap-port.ts";
import { modelDirectory } from "./face-models.ts";

export interface OpenPool extends AsyncDisposable {
  readonly pool: SwapPool;
  /** Everything the pool logged, as JSON lines. */
  readonly logLines: readonly string[];
  /** The next engine process that comes by `point` fails in this way, once. See src/workers/fail-point.ts. */
  arm(point: "start" | "job", failure: "crash" | "hang" | "babble"): Promise<void>;
  /** Waits until every armed failure has happened. */
  fired(): Promise<void>;
}

/** A pool of real engine processes that closes itself at the end of the test. */
export async function openPool(overrides: Partial<SwapPoolOptions> = {}): Promise<OpenPool> {
  const failPoints = await mkdtemp(join(tmpdir(), "engine-fail-points-"));
  const logLines: string[] = [];
  const pool = createSwapPool({
    processes: 1,
    modelDirectory,
    maxWaiting: 10,
    // Engine processes step back behind everything else on the machine, other test files included.
    jobTimeoutMs: 150_000,
    startTimeoutMs: 150_000,
    log: createLogger({ level: "info", destination: { write: (line) => logLines.push(line) } }),
    childEnvironment: { ENGINE_FAIL_POINTS: failPoints },
    ...overrides,
  });
  return {
    pool,
    logLines,
    arm: (point, failure) => writeFile(join(failPoints, `${point}.${failure}`), ""),
    async fired() {
      while ((await readdir(failPoints)).length > 0) await sleep(20);
    },
    async [Symbol.asyncDispose]() {
      await pool.close();
      await rm(failPoints, { recursive: true });
    },
  };
}
