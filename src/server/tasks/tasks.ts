import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { CreateTaskBody, TaskProgress } from "../../contract/task.ts";
import type { Sleep } from "../../core/deadline.ts";
import { limits } from "../../core/limits.ts";
import { isUnreadable } from "../../storage/is-unreadable.ts";
import type { Caller } from "../caller.ts";
import type { ChosenFace } from "./chosen-faces.ts";
import type { Callbacks } from "./callbacks.ts";
import { createTaskLife } from "./task-life.ts";
import type { TaskLifeOptions } from "./task-life.ts";
import { createTaskQueue } from "./task-queue.ts";
import type { TaskQueue } from "./task-queue.ts";
import { isFinished } from "./task-record.ts";
import type { TaskRecord } from "./task-record.ts";

export interface TasksOptions extends TaskLifeOptions {
  readonly callbacks: Callbacks;
  readonly concurrency: number;
  readonly maxWaiting: number;
  /** Waits before a task is taken up again after a fault of the store. */
  readonly sleep: Sleep;
}

interface NewTask {
  readonly param: CreateTaskBody;
  /** Credits that are reserved now and used up by a success. */
  readonly price: number;
  readonly faces: readonly ChosenFace[] | null;
  /** What links in the callback begin with. */
  readonly linkBase: string;
}

/** All tasks of all accounts. */
export interface Tasks {
  /** @throws AppError `QUEUE_FULL`, `TOO_MANY_RUNNING`, `ACCOUNT_EMPTY`, `SHUTTING_DOWN` */
  create(caller: Caller, task: NewTask): Promise<TaskRecord>;
  /** Undefined for what is not there or belongs to another account. */
  find(account: string, id: string): Promise<TaskRecord | undefined>;
  /** Ends a task of this account before its time; one that has ended stays as it is. */
  cancel(account: string, id: string): Promise<TaskRecord | undefined>;
  /** How far a running task is. */
  progress(id: string): TaskProgress | undefined;
  /** Where a waiting task stands in the line; undefined for one that does not wait. */
  place(id: string): ReturnType<TaskQueue["place"]>;
  /** Takes up what an earlier process left unfinished or untold. To be called once, before requests come in. */
  recover(): Promise<void>;
  /** Forgets tasks that ended long ago. */
  sweep(): Promise<void>;
  /** Lets running tasks end for at most `graceMs`; what does not end waits for the next start. */
  close(graceMs: number): Promise<void>;
}

export function createTasks(options: TasksOptions): Tasks {
  const { records, accounts, callbacks, clock, log } = options;
  const life = createTaskLife(options);
  const queue = createTaskQueue({ ...options, run: (id, stop) => life.run(id, stop) });

  async function find(account: string, id: string): Promise<TaskRecord | undefined> {
    // The store takes our own ids alone as keys.
    if (!taskId.safeParse(id).success) return undefined;
    const record = await records.get(id);
    return record?.account === account ? record : undefined;
  }

  /** A task without a hold, or a hold without a task: what a kill between two writes leaves. */
  async function matchHolds(): Promise<void> {
    for await (const hold of accounts.holds()) {
      try {
        const record = await records.get(hold.taskId);
        if (record === undefined) await accounts.release(hold);
        else if (isFinished(record)) await life.closeHold(record);
      } catch (error) {
        // Nobody can say how such a task ended, and it is no reason not to start.
        if (!isUnreadable(error)) throw error;
      }
    }
  }

  return {
    find,
    progress: (id) => life.progress(id),
    place: (id) => queue.place(id),
    async create(caller, task) {
      const { account } = caller;
      const record = newRecord(account, task, clock());
      const { id } = record;
      await queue.add({ id, owner: account }, async () => {
        await accounts.reserve(caller, id, record.price);
        try {
          await records.compareAndSet(id, undefined, record);
        } catch (error) {
          await accounts.release({ account, taskId: id });
          throw error;
        }
      });
      return record;
    },
    async cancel(account, id) {
      const record = await find(account, id);
      if (record === undefined || isFinished(record)) return record;
      const ended = await life.cancel(record);
      // Not before: a task whose end could not be stored still waits for its turn.
      queue.remove(id);
      return ended;
    },
    async recover() {
      const unfinished: TaskRecord[] = [];
      const untold: TaskRecord[] = [];
      for await (const [, record] of records.entries()) {
        if (!isFinished(record)) unfinished.push(record);
        else if (record.callback) untold.push(record);
      }
      await matchHolds();
      unfinished.sort((one, other) => one.createdAt - other.createdAt);
      for (const { id, account } of unfinished) queue.resume({ id, owner: account });
      for (const record of untold) callbacks.wake(record);
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
    async close(graceMs) {
      await queue.close(graceMs);
      // The last tasks have ended by now; who could not be told is told after the next start.
      await callbacks.close();
    },
  };
}

function newRecord(account: string, task: NewTask, now: number): TaskRecord {
  return {
    id: randomUUID(),
    account,
    status: "pending",
    param: task.param,
    faces: task.faces && [...task.faces],
    price: task.price,
    tries: 0,
    createdAt: now,
    startedAt: null,
    completedAt: null,
    resultName: null,
    failure: null,
    linkBase: task.linkBase,
    callback: null,
  };
}

const taskId = z.uuid();
