import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../core/errors.ts";
import type { Sleep } from "../../core/deadline.ts";
import type { Logger } from "../../core/logger.ts";

export interface TaskQueueOptions {
  /** Runs one task to its end and stores the outcome. The signal says that the server stops. */
  readonly run: (id: string, stop: AbortSignal) => Promise<void>;
  /** Tasks that run at the same time. */
  readonly concurrency: number;
  readonly maxWaiting: number;
  /** Waits before a task is run again whose outcome could not be stored; left out, that is the next start's. */
  readonly sleep?: Sleep | undefined;
  readonly log: Logger;
}

/** First come, first served; so many run at once, so many may wait. It knows ids alone. */
export interface TaskQueue {
  /**
   * Keeps a place while `prepare` writes the task down, then lets it wait for its turn.
   * @throws AppError `QUEUE_FULL` or `SHUTTING_DOWN` before `prepare` was called; whatever `prepare` throws
   */
  add(id: string, prepare: () => Promise<void>): Promise<void>;
  /** Queues a task that an earlier process had accepted, however many wait. */
  resume(id: string): void;
  /** How many come before a waiting task, those that run included, and how many run at once. */
  place(id: string): { readonly ahead: number; readonly atOnce: number } | undefined;
  /** Takes a waiting task out again; one that runs is not touched. */
  remove(id: string): void;
  /** Starts nothing more, gives the running tasks `graceMs` to end by themselves, then stops them. */
  close(graceMs: number): Promise<void>;
}

/** A client that finds the queue full should come back when a task or two have ended. */
const retryAfterSeconds = 10;
/** A stopped task has only to store that it waits again. */
const stopMs = 3000;
/** Long enough for a store to come back, and for a log that is not flooded meanwhile. */
const againMs = 30_000;

export function createTaskQueue({
  run,
  concurrency,
  maxWaiting,
  sleep,
  log,
}: TaskQueueOptions): TaskQueue {
  const waiting: string[] = [];
  const running = new Map<string, Promise<void>>();
  /** No task is started any more. */
  const closing = new AbortController();
  /** No task may run any more. */
  const stop = new AbortController();
  let preparing = 0;

  function startNext(): void {
    while (!closing.signal.aborted && running.size < concurrency) {
      const id = waiting.shift();
      if (id === undefined) return;
      running.set(id, runToEnd(id));
    }
  }

  async function runToEnd(id: string): Promise<void> {
    try {
      await run(id, stop.signal);
    } catch (error) {
      log.error({ err: error, task: id }, "A task could not be finished; it is taken up again");
      if (sleep) void resumeLater(id, sleep);
    } finally {
      running.delete(id);
      startNext();
    }
  }

  async function resumeLater(id: string, wait: Sleep): Promise<void> {
    await wait(againMs, closing.signal).catch(() => {});
    if (!closing.signal.aborted) resume(id);
  }

  function resume(id: string): void {
    waiting.push(id);
    startNext();
  }

  return {
    resume,
    async add(id, prepare) {
      if (closing.signal.aborted) throw new AppError("SHUTTING_DOWN");
      if (waiting.length + preparing >= maxWaiting) {
        throw new AppError("QUEUE_FULL", { facts: { limit: maxWaiting, retryAfterSeconds } });
      }
      preparing += 1;
      try {
        await prepare();
      } finally {
        preparing -= 1;
      }
      resume(id);
    },
    place(id) {
      const place = waiting.indexOf(id);
      return place < 0 ? undefined : { ahead: running.size + place, atOnce: concurrency };
    },
    remove(id) {
      const place = waiting.indexOf(id);
      if (place >= 0) waiting.splice(place, 1);
    },
    async close(graceMs) {
      closing.abort();
      await firstOf(graceMs, running.values());
      stop.abort(new AppError("SHUTTING_DOWN"));
      await firstOf(stopMs, running.values());
    },
  };
}

/** Waits for all of the work or for `ms`, whichever ends first. */
async function firstOf(ms: number, work: Iterable<Promise<void>>): Promise<void> {
  const timer = new AbortController();
  const timeUp = delay(ms, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([Promise.all(work), timeUp]);
  timer.abort();
}
