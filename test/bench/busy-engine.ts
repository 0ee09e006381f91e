import { createLogger } from "../../src/core/logger.ts";
import { createSwapPool } from "../../src/workers/swap-pool.ts";
import { modelDirectory } from "../support/face-models.ts";

export interface BusyEngine extends AsyncDisposable {
  /** Swaps done so far. */
  readonly swaps: () => number;
}

export interface BusyEngineOptions {
  readonly processes: number;
  readonly gif: Uint8Array;
  readonly photo: Uint8Array;
}

/** Engine processes that do one swap after another, at the priority that they always have, until they are disposed of. */
export function keepEngineBusy({ processes, gif, photo }: BusyEngineOptions): BusyEngine {
  const pool = createSwapPool({
    processes,
    modelDirectory,
    maxWaiting: processes,
    jobTimeoutMs: 150_000,
    log: createLogger({ level: "silent" }),
  });
  const ended = new AbortController();
  let swaps = 0;

  async function keepSwapping(): Promise<void> {
    while (!ended.signal.aborted) {
      try {
        await pool.swap({ kind: "gif", target: gif, face: photo }, { signal: ended.signal });
        swaps += 1;
      } catch (error) {
        if (!ended.signal.aborted) throw error;
      }
    }
  }

  const working = Promise.all(Array.from({ length: processes }, keepSwapping));
  // Thrown by the disposal; until then nobody waits for it.
  working.catch(() => {});
  return {
    swaps: () => swaps,
    async [Symbol.asyncDispose]() {
      ended.abort();
      await pool.close();
      await working;
    },
  };
}
