import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { CreateTaskBody, TaskProgress } from "../../contract/task.ts";
import type { Clock } from "../../core/clock.ts";
import { AppError, UserError, codeOf } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Logger } from "../../core/logger.ts";
import type { Store } from "../../storage/store.ts";
import type { Accounts, Hold } from "../accounts.ts";
import { taskFailureText } from "./task-failure-text.ts";
import { createTaskQueue } from "./task-queue.ts";
import { taskPrices, taskRecord } from "./task-record.ts";
import type { TaskRecord } from "./task-record.ts";

/** Does the work of a task. Answers the stored result's name; throws what `TaskInfo` will tell. */
export type RunTask = (
  param: CreateTaskBody,
  options: { onProgress: (progress: TaskProgress) => void; signal: AbortSignal },
) => Promise<string>;

export interface TasksOptions {
  readonly store: Store;
  readonly accounts: Accounts;
  readonly run: RunTask;
  readonly clock: Clock;
  readonly log: Logger;
  readonly concurrency: number;
  readonly maxWaiting: number;
}

/** The life of tasks: pending → running → success | failed. Every step is stored before anybody is told of it. */
export interface Tasks {
  /** @throws AppError `QUEUE_FULL`, `ACCOUNT_EMPTY`, `SHUTTING_DOWN` */
  create(account: string, param: CreateTaskBody): Promise<TaskRecord>;
  /** Undefined for what is not there or belongs to another account. */
  find(account: string, id: string): Promise<TaskRecord | undefined>;
  /** How far a running task is. */
  progress(id: string): TaskProgress | undefined;
  /** Takes up what an earlier process left unfinished. To be called once, before requests come in. */
  recover(): Promise<void>;
  /** Forgets tasks that ended long ago. */
  sweep(): Promise<void>;
  /** Lets running tasks end for at most `graceMs`; what does not end waits for the next start. */
  close(graceMs: number): Promise<void>;
}

export function createTasks(options: TasksOptions): Tasks {
  const { store, accounts, clock, log } = options;
  const records = store.records("tasks", taskRecord);
  const progress = new Map<string, TaskProgress>();
  const queue = createTaskQueue({ ...options, run: runById });

  async function runById(id: string, stop: AbortSignal): Promise<void> {
    try {
      let record = await records.get(id);
      while (record?.status === "pending" || record?.status === "running") {
        record = await tryOnce(record, stop);
        if (stop.aborted) return;
      }
    } finally {
      progress.delete(id);
    }
  }

  /** One try, from the stored start to the stored outcome. A record that is still running asks for another try. */
  async function tryOnce(before: TaskRecord, stop: AbortSignal): Promise<TaskRecord> {
    if (before.tries >= limits.maxTaskTries) return fail(before, new AppError("ENGINE_CRASHED"));
    const record = await change(before.id, {
      status: "running",
      tries: before.tries + 1,
      startedAt: before.startedAt ?? clock(),
    });
    let resultName: string;
    try {
      const onProgress = (news: TaskProgress) => progress.set(record.id, news);
      resultName = await options.run(record.param, { onProgress, signal: stop });
    } catch (error) {
      // Not the task's fault: the try does not count.
      if (stop.aborted) return change(record.id, { status: "pending", tries: before.tries });
      if (codeOf(error) !== "ENGINE_CRASHED") return fail(record, error);
      log.warn({ err: error, task: record.id, tries: record.tries }, "A task lost its engine");
      return record;
    }
    return finish(record, { status: "success", resultName });
  }

  function fail(record: TaskRecord, error: unknown): Promise<TaskRecord> {
    const reason = codeOf(error);
    const facts = error instanceof AppError ? error.facts : {};
    if (error instanceof UserError) log.info({ task: record.id, reason, facts }, "A task failed");
    else log.error({ err: error, task: record.id, reason }, "A task failed, not by its media");
    const message = taskFailureText(reason, facts);
    return finish(record, { status: "failed", failure: { reason, message } });
  }

  /** The outcome first, the credits second: `recover` settles them again from the outcome. */
  async function finish(record: TaskRecord, outcome: Partial<TaskRecord>): Promise<TaskRecord> {
    const finished = await change(record.id, { ...outcome, completedAt: clock() });
    await closeHold(finished);
    return finished;
  }

  function closeHold({ account, id, status }: TaskRecord): Promise<void> {
    const hold = { account, taskId: id };
    return status === "success" ? accounts.settle(hold) : accounts.release(hold);
  }

  function change(id: string, changes: Partial<TaskRecord>): Promise<TaskRecord> {
    return records.update(id, (current) => {
      if (current === undefined)
        throw new AppError("STORE_FAILED", { message: `Task ${id} is gone` });
      return { ...current, ...changes };
    });
  }

  return {
    async create(account, param) {
      const id = randomUUID();
      const hold = { account, taskId: id };
      const record = newRecord(hold, param, clock());
      await queue.add(id, async () => {
        await accounts.reserve(hold, record.price);
        try {
          await records.compareAndSet(id, undefined, record);
        } catch (error) {
          await accounts.release(hold);
          throw error;
        }
      });
      return record;
    },
    async find(account, id) {
      // The store takes our own ids alone as keys.
      if (!taskId.safeParse(id).success) return undefined;
      const record = await records.get(id);
      return record?.account === account ? record : undefined;
    },
    progress: (id) => progress.get(id),
    async recover() {
      const unfinished: TaskRecord[] = [];
      for await (const [, record] of records.entries()) {
        if (!isFinished(record)) unfinished.push(record);
      }
      for await (const hold of accounts.holds()) {
        const record = await records.get(hold.taskId);
        if (record === undefined) await accounts.release(hold);
        else if (isFinished(record)) await closeHold(record);
      }
      unfinished.sort((one, other) => one.createdAt - other.createdAt);
      for (const { id } of unfinished) queue.resume(id);
      const tasks = unfinished.length;
      if (tasks > 0) log.info({ tasks }, "Unfinished tasks were taken up");
    },
    async sweep() {
      for await (const [id, { completedAt }] of records.entries()) {
        const expired =
          completedAt !== null && completedAt + limits.taskRecordLifetimeMs <= clock();
        if (expired) await records.delete(id);
      }
    },
    close: (graceMs) => queue.close(graceMs),
  };
}

function newRecord({ account, taskId }: Hold, param: CreateTaskBody, now: number): TaskRecord {
  return {
    id: taskId,
    account,
    status: "pending",
    param,
    price: taskPrices[param.model],
    tries: 0,
    createdAt: now,
    startedAt: null,
    completedAt: null,
    resultName: null,
    failure: null,
  };
}

const taskId = z.uuid();
const isFinished = ({ status }: TaskRecord) => status === "success" || status === "failed";
