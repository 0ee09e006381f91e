import { limits } from "../core/limits.ts";
import { deferred } from "./deferred.ts";
import { startEngineProcess } from "./engine-process.ts";
import type { FitJob, FitOutcome } from "./swap-port.ts";

export interface FitProcessOptions {
  /** One GIF, in milliseconds. */
  readonly jobTimeoutMs?: number;
  /** The whole environment of the processes. They inherit nothing. */
  readonly childEnvironment?: Readonly<Record<string, string>>;
}

/**
 * Makes GIFs fit, one after the other, each in a process of its own that is started for it and ended after it: few
 * results are too large, and an idle process would hold its memory for nothing.
 * @throws UserError `RESULT_TOO_LARGE`; AppError `ENGINE_CRASHED`, `ENGINE_TIMED_OUT`; the reason of `signal`
 */
export type FitInProcess = (job: FitJob, signal: AbortSignal) => Promise<FitOutcome>;

export function createFitProcess(options: FitProcessOptions = {}): FitInProcess {
  const { jobTimeoutMs = limits.maxFitMs, childEnvironment = {} } = options;
  let last: Promise<unknown> = Promise.resolve();

  async function fit(job: FitJob, signal: AbortSignal): Promise<FitOutcome> {
    signal.throwIfAborted();
    const engine = startEngineProcess({
      modelDirectory: undefined,
      environment: childEnvironment,
      startTimeoutMs: limits.maxEngineStartMs,
    });
    const onAbort = () => engine.kill(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      await engine.ready;
      return await engine.run("fit", job, { onProgress: () => {}, timeoutMs: jobTimeoutMs });
    } finally {
      signal.removeEventListener("abort", onAbort);
      engine.kill(new Error("It has done its work."));
      await engine.exited;
    }
  }

  return async (job, signal) => {
    const turn = last.then(() => fit(job, signal));
    last = turn.catch(() => {});
    // Who gives up need not wait for a turn.
    const aborted = deferred<never>();
    const onAbort = () => aborted.reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await Promise.race([turn, aborted.promise]);
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  };
}
