import { limits } from "../core/limits.ts";
import { deferred } from "./deferred.ts";
import { startEngineProcess } from "./engine-process.ts";
import type { EngineProcess } from "./engine-process.ts";
import type { EngineProgram } from "./spawn-engine.ts";
import type { Answer, OperationName, Question } from "./swap-port.ts";

export interface OnDemandOptions {
  /** Left out, the one that needs no models. */
  readonly program?: EngineProgram | undefined;
  /** One job, in milliseconds. */
  readonly jobTimeoutMs: number;
  /** How long a process waits for another job; 0, and left out: not at all. */
  readonly idleMs?: number | undefined;
  /** The whole environment of the processes. They inherit nothing. */
  readonly childEnvironment?: Readonly<Record<string, string>> | undefined;
}

export interface OnDemandProcess<Name extends OperationName> {
  /**
   * @throws what the operation throws; AppError `ENGINE_CRASHED`, `ENGINE_TIMED_OUT`; the reason of `signal`
   */
  readonly run: (job: Question<Name>, signal: AbortSignal) => Promise<Answer<Name>>;
  /** Ends the process that is there, whatever it does. */
  readonly close: () => Promise<void>;
}

/**
 * Does jobs of one operation, one after the other, in a process that is started for them and ended after them: there are few
 * of them, and an idle process would hold its memory for nothing.
 */
export function createOnDemandProcess<Name extends OperationName>(
  operation: Name,
  options: OnDemandOptions,
): OnDemandProcess<Name> {
  const { program = { name: "fit-child" }, jobTimeoutMs, idleMs = 0 } = options;
  let last: Promise<unknown> = Promise.resolve();
  let current: EngineProcess | undefined;
  let idle: NodeJS.Timeout | undefined;

  function start(): EngineProcess {
    clearTimeout(idle);
    if (current?.isAlive()) return current;
    current = startEngineProcess({
      program,
      environment: options.childEnvironment ?? {},
      startTimeoutMs: limits.maxEngineStartMs,
    });
    return current;
  }

  async function run(job: Question<Name>, signal: AbortSignal): Promise<Answer<Name>> {
    signal.throwIfAborted();
    const engine = start();
    const onAbort = () => engine.kill(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      await engine.ready;
      return await engine.run(operation, job, { onProgress: () => {}, timeoutMs: jobTimeoutMs });
    } finally {
      signal.removeEventListener("abort", onAbort);
      if (idleMs > 0 && engine.isAlive()) idle = setTimeout(() => void end(engine), idleMs);
      else await end(engine);
    }
  }

  return {
    async run(job, signal) {
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
    },
    async close() {
      clearTimeout(idle);
      if (current) await end(current);
    },
  };
}

async function end(engine: EngineProcess): Promise<void> {
  engine.kill(new Error("It has done its work."));
  await engine.exited;
}
