import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../core/clock.ts";
import type { Logger } from "../core/logger.ts";
import type { Metrics } from "../core/metrics.ts";
import type { Records } from "../storage/store.ts";
import type { JobRecord } from "./job-record.ts";
import type { Wakeups } from "./wakeups/wakeups.ts";

/** Where the swap API may tell that a task has ended, and what is kept of that address. */
interface CallbackAddress {
  readonly url: string;
  /** SHA-256 of the secret in the URL, hex. */
  readonly tokenHash: string;
}

/** A new address for one submit of one job. */
export type NewCallbackAddress = (jobId: string) => CallbackAddress;

/** The secret is all that shows that a callback comes from the API: the contract signs nothing. */
export function createCallbackAddresses(
  publicUrl: string,
  randomBytes: (count: number) => Buffer,
): NewCallbackAddress {
  return (jobId) => {
    const token = randomBytes(32).toString("base64url");
    return { url: `${publicUrl}/cb/${jobId}/${token}`, tokenHash: sha256(token).toString("hex") };
  };
}

export interface ProviderCallbacksDeps {
  readonly records: Records<JobRecord>;
  readonly wakeups: Pick<Wakeups, "schedule">;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, "heard">;
  readonly log: Logger;
}

/**
 * What the swap API called back. The body is a hint and nothing more: TaskInfo, asked with our own key, decides, and the
 * job would have looked by itself. False: there is no such address.
 * @throws AppError `STORE_FAILED`
 */
export type HearCallback = (jobId: string, token: string, body: unknown) => Promise<boolean>;

const jobIdForm = /^\d{1,20}$/;
/** What is compared with when there is nothing, so that an unknown job takes as long as a wrong secret. */
const nobody = sha256("");

const calledBack = z.object({ task_id: z.string().min(1).max(256) });
/** The contract's bare object; others of its family put it into an envelope. */
const callbackBody = z.union([calledBack, z.object({ data: calledBack })]);

export function createHearCallback(deps: ProviderCallbacksDeps): HearCallback {
  const { records, wakeups, clock, metrics, log } = deps;
  return async (jobId, token, body) => {
    const job = jobIdForm.test(jobId) ? await records.get(jobId) : undefined;
    const hash = job?.callbackHash;
    const expected = hash === undefined ? nobody : Buffer.from(hash, "hex");
    if (!timingSafeEqual(expected, sha256(token)) || hash === undefined) {
      metrics.heard("forged");
      return false;
    }
    const taskId = taskIdIn(body);
    const change = job && hintOf(job, taskId, clock());
    metrics.heard(change ? "taken" : "idle");
    if (!change) return true;
    log.debug({ jobId }, "the swap API called back");
    await records.update(jobId, (current) => {
      const hint = current && hintOf(current, taskId, clock());
      // Ended meanwhile: nothing to be hinted at, and an update must leave a record.
      return { ...(current ?? job), ...hint };
    });
    await wakeups.schedule(jobId, clock());
    return true;
  };
}

/** What a callback changes: a task that is known is looked at now, one that we do not know of is proposed. */
function hintOf(
  job: JobRecord,
  taskId: string | undefined,
  now: number,
): Pick<JobRecord, "nextAt" | "proposedTaskId"> | undefined {
  if (job.state === "submitted") {
    return taskId === undefined || taskId === job.taskId ? { nextAt: now } : undefined;
  }
  const mayHaveTask = job.state === "submitting" || (job.state === "held" && job.attempt > 0);
  if (!mayHaveTask || taskId === undefined) return undefined;
  return { proposedTaskId: taskId, nextAt: now };
}

function taskIdIn(body: unknown): string | undefined {
  const read = callbackBody.safeParse(body);
  if (!read.success) return undefined;
  return "data" in read.data ? read.data.data.task_id : read.data.task_id;
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
