import type { TaskProgress } from "../../contract/task.ts";
import type { Clock } from "../../core/clock.ts";
import { firstOf } from "../../core/deadline.ts";
import { AppError, UserError, codeOf } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Logger } from "../../core/logger.ts";
import type { Records } from "../../storage/store.ts";
import type { Accounts } from "../accounts.ts";
import { callbackFor } from "./callbacks.ts";
import type { Callbacks } from "./callbacks.ts";
import { taskFailureText } from "./task-failure-text.ts";
import { isFinished } from "./task-record.ts";
import type { TaskRecord } from "./task-record.ts";

/** Does the work of a task. Answers the stored result's name; throws what `TaskInfo` will tell. */
export type RunTask = (
  task: TaskRecord,
  options: { onProgress: (progress: TaskProgress) => void; signal: AbortSignal },
) => Promise<string>;

export interface TaskLifeOptions {
  readonly records: Records<TaskRecord>;
  readonly accounts: Accounts;
  readonly callbacks: Callbacks;
  readonly run: RunTask;
  readonly clock: Clock;
  readonly log: Logger;
}

/** pending → running → success | failed. Every step is stored before anybody is told of it, and the first end stays. */
export interface TaskLife {
  /** Runs a task to its stored end, or until `stop`. One that has ended is left alone. */
  run(id: string, stop: AbortSignal): Promise<void>;
  /** Ends a task before its time; one that has ended stays as it is. */
  cancel(record: TaskRecord): Promise<TaskRecord>;
  progress(id: string): TaskProgress | undefined;
  /** Settles or frees the credits of an ended task. */
  closeHold(record: TaskRecord): Promise<void>;
}

export function createTaskLife(options: TaskLifeOptions): TaskLife {
  const { records, accounts, callbacks, clock, log } = options;
  const progress = new Map<string, TaskProgress>();
  const running = new Map<string, AbortController>();

  async function run(id: string, stop: AbortSignal): Promise<void> {
    const cancelled = new AbortController();
    running.set(id, cancelled);
    try {
      let record = await records.get(id);
      while (record && !isFinished(record)) {
        record = await tryOnce(record, stop, cancelled.signal);
        if (stop.aborted) return;
      }
      // Again for one whose end was stored and whose credits then could not be.
      if (record) await closeHold(record);
    } finally {
      running.delete(id);
      progress.delete(id);
    }
  }

  /** One try, from the stored start to the stored outcome. A record that is still running asks for another try. */
  async function tryOnce(
    before: TaskRecord,
    stop: AbortSignal,
    cancelled: AbortSignal,
  ): Promise<TaskRecord> {
    if (before.tries >= limits.maxTaskTries) return fail(before, new AppError("ENGINE_CRASHED"));
    const record = await change(before.id, {
      status: "running",
      tries: before.tries + 1,
      startedAt: before.startedAt ?? clock(),
    });
    if (isFinished(record)) return record;
    let resultName: string;
    try {
      const onProgress = (news: TaskProgress) => progress.set(record.id, news);
      const signal = firstOf(stop, cancelled);
      resultName = await options.run(record, { onProgress, signal });
    } catch (error) {
      if (cancelled.aborted) return cancel(record);
      // Not the task's fault: the try does not count.
      if (stop.aborted) return change(record.id, { status: "pending", tries: before.tries });
      if (codeOf(error) !== "ENGINE_CRASHED") return fail(record, error);
      log.warn({ err: error, task: record.id, tries: record.tries }, "A task lost its engine");
      return record;
    }
    return finish(record.id, { status: "success", resultName });
  }

  function fail(record: TaskRecord, error: unknown): Promise<TaskRecord> {
    const reason = codeOf(error);
    const facts = error instanceof AppError ? error.facts : {};
    if (error instanceof UserError) log.info({ task: record.id, reason, facts }, "A task failed");
    else log.error({ err: error, task: record.id, reason }, "A task failed, not by its media");
    const message = taskFailureText(reason, facts);
    return finish(record.id, { status: "failed", failure: { reason, message } });
  }

  async function cancel({ id }: TaskRecord): Promise<TaskRecord> {
    const reason = "TASK_CANCELLED";
    const message = taskFailureText(reason);
    const record = await finish(id, { status: "failed", failure: { reason, message } });
    running.get(id)?.abort(new AppError(reason));
    return record;
  }

  /** The outcome first, the credits second: a restart settles them again from the outcome. */
  async function finish(id: string, outcome: Partial<TaskRecord>): Promise<TaskRecord> {
    let first = false;
    const finished = await records.update(id, (current) => {
      const record = existing(id, current);
      first = !isFinished(record);
      if (!first) return record;
      const now = clock();
      return { ...record, ...outcome, completedAt: now, callback: callbackFor(record, now) };
    });
    if (first) callbacks.wake(finished);
    await closeHold(finished);
    return finished;
  }

  function closeHold({ account, id, status, price }: TaskRecord): Promise<void> {
    const hold = { account, taskId: id };
    return status === "success" ? accounts.settle(hold, price) : accounts.release(hold);
  }

  /** A task that has ended does not go back. */
  function change(id: string, changes: Partial<TaskRecord>): Promise<TaskRecord> {
    return records.update(id, (current) => {
      const record = existing(id, current);
      return isFinished(record) ? record : { ...record, ...changes };
    });
  }

  return { run, cancel, closeHold, progress: (id) => progress.get(id) };
}

function existing(id: string, record: TaskRecord | undefined): TaskRecord {
  if (record === undefined) throw new AppError("STORE_FAILED", { message: `Task ${id} is gone` });
  return record;
}
