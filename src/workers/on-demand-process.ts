import { limits } from "../core/limits.ts";
import { deferred } from "./deferred.ts";
import { startEngineProcess } from "./engine-process.ts";
import type { Answer, OperationName, Question } from "./swap-port.ts";

export interface OnDemandOptions {
  /** One job, in milliseconds. */
  readonly jobTimeoutMs: number;
  /** The whole environment of the processes. They inherit nothing. */
  readonly childEnvironment?: Readonly<Record<string, string>> | undefined;
}

/**
 * Does jobs of one operation, one after the other, each in a process without models that is started for it and ended after
 * it: there are few of them, and an idle process would hold its memory for nothing.
 * @throws what the operation throws; AppError `ENGINE_CRASHED`, `ENGINE_TIMED_OUT`; the reason of `signal`
 */
export function createOnDemandProcess<Name extends OperationName>(
  operation: Name,
  { jobTimeoutMs, childEnvironment = {} }: OnDemandOptions,
): (job: Question<Name>, signal: AbortSignal) => Promise<Answer<Name>> {
  let last: Promise<unknown> = Promise.resolve();

  async function run(job: Question<Name>, signal: AbortSignal): Promise<Answer<Name>> {
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
      return await engine.run(operation, job, { onProgress: () => {}, timeoutMs: jobTimeoutMs });
    } finally {
      signal.removeEventListener("abort", onAbort);
      engine.kill(new Error("It has done its work."));
      await engine.exited;
    }
  }

  return async (job, signal) => {
    const turn = last.then(() => run(job, signal));
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
