import type { Clock } from "../../core/clock.ts";
import type { Sleep } from "../../core/deadline.ts";
import { AppError, UserError, codeOf } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Logger } from "../../core/logger.ts";
import type { Records } from "../../storage/store.ts";
import type { Accounts } from "../accounts.ts";
import type { Caller } from "../caller.ts";
import { detectIdOf, isDetected, newDetectTaskId } from "./detection-record.ts";
import type { DetectionRecord } from "./detection-record.ts";
import { taskFailureText } from "./task-failure-text.ts";
import { createTaskQueue } from "./task-queue.ts";

/** Finds the faces of a file. Answers the names of their crops in the media store, by face. */
export type RunDetection = (
  detection: DetectionRecord,
  signal: AbortSignal,
) => Promise<Pick<DetectionRecord, "faces" | "group">>;

export interface DetectionsOptions {
  readonly records: Records<DetectionRecord>;
  readonly accounts: Accounts;
  readonly run: RunDetection;
  readonly clock: Clock;
  /** Waits before a detection is taken up again after a fault of the store. */
  readonly sleep: Sleep;
  readonly log: Logger;
}

/** Searches for faces: starting → processing → succeeded | failed. They cost nothing, but count as unfinished. */
export interface Detections {
  /** @throws AppError `QUEUE_FULL`, `TOO_MANY_RUNNING`, `SHUTTING_DOWN` */
  create(caller: Caller, kind: DetectionRecord["kind"], url: string): Promise<DetectionRecord>;
  /** By `detect_task_id`. Undefined for what is not there or belongs to another account. */
  find(account: string, taskId: string): Promise<DetectionRecord | undefined>;
  /** By `detect_id`: one that succeeded less than an hour ago. */
  valid(account: string, detectId: string): Promise<DetectionRecord | undefined>;
  /** Takes up what an earlier process left unfinished. To be called once, before requests come in. */
  recover(): Promise<void>;
  /** Forgets detections that nobody may use any more. */
  sweep(): Promise<void>;
  close(graceMs: number): Promise<void>;
}

export function createDetections(options: DetectionsOptions): Detections {
  const { records, accounts, clock, log } = options;
  const queue = createTaskQueue({
    run,
    concurrency: limits.maxDetectionsAtOnce,
    maxWaiting: limits.maxWaitingTasks,
    sleep: options.sleep,
    log,
  });

  async function run(id: string, stop: AbortSignal): Promise<void> {
    let record = await records.get(id);
    while (record && !isDetected(record)) {
      record = await tryOnce(id, record, stop);
      if (stop.aborted) return;
    }
    if (record) await accounts.release({ account: record.account, taskId: id });
  }

  async function tryOnce(id: string, before: DetectionRecord, stop: AbortSignal) {
    if (before.tries >= limits.maxTaskTries) return fail(id, new AppError("ENGINE_CRASHED"));
    const record = await change(id, {
      status: "processing",
      tries: before.tries + 1,
      startedAt: before.startedAt ?? clock(),
    });
    try {
      const found = await options.run(record, stop);
      return await change(id, { status: "succeeded", ...found, finishedAt: clock() });
    } catch (error) {
      // Not its fault: the try does not count.
      if (stop.aborted) return change(id, { status: "starting", tries: before.tries });
      if (codeOf(error) !== "ENGINE_CRASHED") return fail(id, error);
      log.warn({ err: error, detection: id }, "A detection lost its engine");
      return record;
    }
  }

  function fail(id: string, error: unknown): Promise<DetectionRecord> {
    const reason = codeOf(error);
    const facts = error instanceof AppError ? error.facts : {};
    if (error instanceof UserError) log.info({ detection: id, reason, facts }, "No detection");
    else log.error({ err: error, detection: id, reason }, "No detection, not by its media");
    const message = taskFailureText(reason, facts);
    return change(id, { status: "failed", failure: { reason, message }, finishedAt: clock() });
  }

  function change(id: string, changes: Partial<DetectionRecord>): Promise<DetectionRecord> {
    return records.update(id, (current) => {
      if (current !== undefined) return { ...current, ...changes };
      throw new AppError("STORE_FAILED", { message: `Detection ${id} is gone` });
    });
  }

  async function owned(account: string, id: string): Promise<DetectionRecord | undefined> {
    const record = await records.get(id);
    return record?.account === account ? record : undefined;
  }

  return {
    async create(caller, kind, url) {
      const record = newRecord(caller.account, kind, url, clock());
      const id = detectIdOf(record.taskId);
      await queue.add({ id, owner: caller.account }, async () => {
        await accounts.reserve(caller, id, 0);
        try {
          await records.compareAndSet(id, undefined, record);
        } catch (error) {
          await accounts.release({ account: caller.account, taskId: id });
          throw error;
        }
      });
      return record;
    },
    find: (account, taskId) => owned(account, detectIdOf(taskId)),
    async valid(account, detectId) {
      if (!idPattern.test(detectId)) return undefined;
      const record = await owned(account, detectId);
      const expired = (record?.finishedAt ?? 0) + limits.detectionLifetimeMs <= clock();
      return record?.status === "succeeded" && !expired ? record : undefined;
    },
    async recover() {
      const unfinished: [string, DetectionRecord][] = [];
      for await (const [id, record] of records.entries()) {
        if (!isDetected(record)) unfinished.push([id, record]);
      }
      unfinished.sort(([, one], [, other]) => one.createdAt - other.createdAt);
      for (const [id, { account }] of unfinished) queue.resume({ id, owner: account });
    },
    async sweep() {
      for await (const [id, { finishedAt }] of records.entries()) {
        const expired = finishedAt !== null && finishedAt + limits.detectionLifetimeMs <= clock();
        if (expired) await records.delete(id);
      }
    },
    close: (graceMs) => queue.close(graceMs),
  };
}

function newRecord(
  account: string,
  kind: DetectionRecord["kind"],
  url: string,
  now: number,
): DetectionRecord {
  return {
    taskId: newDetectTaskId(),
    account,
    kind,
    url,
    status: "starting",
    tries: 0,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
    faces: [],
    failure: null,
  };
}

/** The store takes our own ids alone as keys. */
const idPattern = /^[\w-]{11}$/;
