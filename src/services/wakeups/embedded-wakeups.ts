import type { Clock } from "../../core/clock.ts";
import type { Sleep } from "../../core/deadline.ts";
import { AppError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Logger } from "../../core/logger.ts";
import { createDueHeap } from "./due-heap.ts";
import type { WakeupHandler, Wakeups } from "./wakeups.ts";

export interface EmbeddedWakeupsDeps {
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Logger;
  /** Between two looks for jobs that nobody would wake any more. */
  readonly selfHealMs?: number;
}

/** No single sleep is longer, so that a clock that was set cannot make one of them last for days. */
const longestSleepMs = 30_000;

/** Wake-ups of this process alone: one heap, one timer. Nothing is kept; the records are looked through at the start. */
export function createEmbeddedWakeups(deps: EmbeddedWakeupsDeps): Wakeups {
  const { clock, sleep, log, selfHealMs = limits.selfHealMs } = deps;
  const due = createDueHeap();
  /** Jobs being worked on, with what was scheduled for them meanwhile. */
  const awake = new Map<string, number | undefined>();
  const under = new Set<Promise<void>>();
  const closing = new AbortController();
  // Rung by `close`, too.
  let alarm = new AbortController();

  function schedule(jobId: string, at: number): void {
    if (awake.has(jobId)) {
      awake.set(jobId, Math.min(awake.get(jobId) ?? Infinity, at));
      return;
    }
    const before = due.first()?.at ?? Infinity;
    due.add(jobId, at);
    if (at < before) alarm.abort();
  }

  async function wake(jobId: string, handler: WakeupHandler): Promise<void> {
    awake.set(jobId, undefined);
    try {
      await handler.wake(jobId);
    } catch (error) {
      log.error({ jobId, err: error }, "A job could not be worked on; it is looked at again");
    }
    const at = awake.get(jobId);
    awake.delete(jobId);
    if (at !== undefined) schedule(jobId, at);
  }

  async function ring(handler: WakeupHandler): Promise<void> {
    while (!closing.signal.aborted) {
      const next = due.first();
      const pause = next ? next.at - clock() : Infinity;
      if (next && pause <= 0) {
        due.take();
        track(wake(next.jobId, handler));
        continue;
      }
      alarm = new AbortController();
      await sleep(Math.min(pause, longestSleepMs), alarm.signal).catch(() => {});
    }
  }

  async function heal(handler: WakeupHandler): Promise<void> {
    while (!closing.signal.aborted) {
      await sleep(selfHealMs, closing.signal).catch(() => {});
      if (closing.signal.aborted) return;
      try {
        for await (const { jobId, at } of handler.unfinished()) schedule(jobId, at);
      } catch (error) {
        log.warn({ err: error }, "The jobs could not be looked through");
      }
    }
  }

  function track(call: Promise<void>): void {
    const ended = call.finally(() => under.delete(ended));
    under.add(ended);
  }

  return {
    async schedule(jobId, at) {
      schedule(jobId, at);
    },
    run(handler) {
      track(ring(handler));
      track(heal(handler));
    },
    async close() {
      closing.abort(new AppError("SHUTTING_DOWN"));
      alarm.abort();
      await Promise.allSettled(under);
    },
  };
}
