import type { TaskInfo } from "../../contract/task.ts";
import type { Clock } from "../../core/clock.ts";
import type { Sleep } from "../../core/deadline.ts";
import { limits } from "../../core/limits.ts";
import type { Logger } from "../../core/logger.ts";
import type { HookPoster } from "../../net/post-hook.ts";
import type { Records } from "../../storage/store.ts";
import { linksUnder } from "../links.ts";
import { createTaskQueue } from "./task-queue.ts";
import type { OwnedTask } from "./task-queue.ts";
import { describeTask } from "./task-record.ts";
import type { TaskRecord } from "./task-record.ts";

export interface CallbacksOptions {
  readonly records: Records<TaskRecord>;
  readonly hooks: HookPoster;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Logger;
}

/**
 * Tells clients that their task has ended: the `data` of TaskInfo by POST to their `callback_url`, and again after
 * growing gaps until it is taken. What is still to be told stands in the task's record, so a restart goes on with it;
 * a kill between the call and the record can make it come twice.
 */
export interface Callbacks {
  /** To be called with an ended task whose record says that its client wants to know. */
  wake(record: TaskRecord): void;
  close(): Promise<void>;
}

/** Of an ended task: to be told at once, if its client asked for it. */
export function callbackFor({ param }: TaskRecord, now: number): TaskRecord["callback"] {
  return param.callback_url ? { tries: 0, nextAt: now } : null;
}

export function createCallbacks(options: CallbacksOptions): Callbacks {
  const { records, hooks, clock, sleep, log } = options;
  const closing = new AbortController();
  const queue = createTaskQueue({
    run: deliver,
    concurrency: limits.maxCallbacksAtOnce,
    maxWaiting: 0,
    log,
  });

  async function deliver(id: string, stop: AbortSignal): Promise<void> {
    const record = await records.get(id);
    const url = record?.param.callback_url;
    if (!record?.callback || record.callback.nextAt === null || !url) return;
    const { tries } = record.callback;
    const outcome = await hooks.post(url, newsOf(record), stop).catch((error: unknown) => {
      if (stop.aborted) return undefined;
      throw error;
    });
    if (outcome === undefined) return;
    const gap = outcome.kind === "again" ? limits.callbackGapsMs[tries] : undefined;
    const nextAt = gap === undefined ? null : clock() + gap;
    if (outcome.kind !== "taken") {
      const { reason } = outcome;
      log.warn({ task: id, reason, tries: tries + 1, again: gap !== undefined }, "Callback failed");
    }
    const callback = { tries: outcome.kind === "taken" ? tries : tries + 1, nextAt };
    const next = await records.update(id, (current = record) => ({ ...current, callback }));
    wake(next);
  }

  function wake({ id, account, callback }: TaskRecord): void {
    if (!callback || callback.nextAt === null) return;
    void resumeAt({ id, owner: account }, callback.nextAt);
  }

  async function resumeAt(task: OwnedTask, at: number): Promise<void> {
    const wait = at - clock();
    if (wait > 0) await sleep(wait, closing.signal).catch(() => {});
    if (!closing.signal.aborted) queue.resume(task);
  }

  return {
    wake,
    async close() {
      closing.abort();
      await queue.close(0);
    },
  };
}

function newsOf(record: TaskRecord): TaskInfo {
  return describeTask(record, undefined, linksUnder(record.linkBase).media);
}
