import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../core/errors.ts";
import { relay } from "../../core/deadline.ts";
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

/** A task and whose it is. */
export interface OwnedTask {
  readonly id: string;
  /** Turns go round between owners: an account. */
  readonly owner: string;
}

interface WaitingTask extends OwnedTask {
  readonly round: number;
}

/**
 * So many run at once, so many may wait, and turns go round: a task gets the round after its owner's last one, or the round
 * of now if that is later, so that an owner with one task need not wait for all of another one's.
 */
export interface TaskQueue {
  /**
   * Keeps a place while `prepare` writes the task down, then lets it wait for its turn.
   * @throws AppError `QUEUE_FULL` or `SHUTTING_DOWN` before `prepare` was called; whatever `prepare` throws
   */
  add(task: OwnedTask, prepare: () => Promise<void>): Promise<void>;
  /** Queues a task that an earlier process had accepted, however many wait. */
  resume(task: OwnedTask): void;
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
  /** In the order of their turns. */
  const waiting: WaitingTask[] = [];
  /** Of the task that began last. */
  let round = 0;
  /** The last round of each owner whose next one is not the round of now. */
  const rounds = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  /** No task is started any more. */
  const closing = new AbortController();
  /** No task may run any more. */
  const stop = new AbortController();
  let preparing = 0;

  function startNext(): void {
    while (!closing.signal.aborted && running.size < concurrency) {
      const next = waiting.shift();
      if (next === undefined) return;
      round = next.round;
      for (const [owner, last] of rounds) if (last < round) rounds.delete(owner);
      running.set(next.id, runToEnd(next));
    }
  }

  async function runToEnd(task: OwnedTask): Promise<void> {
    const { id } = task;
    const stopping = relay(stop.signal);
    try {
      await run(id, stopping.signal);
    } catch (error) {
      log.error({ err: error, task: id }, "A task could not be finished; it is taken up again");
      if (sleep) void resumeLater(task, sleep);
    } finally {
      stopping.end();
      running.delete(id);
      startNext();
    }
  }

  async function resumeLater(task: OwnedTask, wait: Sleep): Promise<void> {
    await wait(againMs, closing.signal).catch(() => {});
    if (!closing.signal.aborted) resume(task);
  }

  function resume({ id, owner }: OwnedTask): void {
    const own = Math.max(round, (rounds.get(owner) ?? -1) + 1);
    rounds.set(owner, own);
    const later = waiting.findIndex((other) => other.round > own);
    waiting.splice(later < 0 ? waiting.length : later, 0, { id, owner, round: own });
    startNext();
  }

  const placeOf = (id: string) => waiting.findIndex((task) => task.id === id);

  return {
    resume,
    async add(task, prepare) {
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
      resume(task);
    },
    place(id) {
      const place = placeOf(id);
      return place < 0 ? undefined : { ahead: running.size + place, atOnce: concurrency };
    },
    remove(id) {
      const place = placeOf(id);
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
