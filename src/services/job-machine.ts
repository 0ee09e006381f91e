import { AppError } from "../core/errors.ts";
import type { Records } from "../storage/store.ts";
import { advance } from "./advance.ts";
import type { AdvanceDeps } from "./advance.ts";
import { LeaseLost, createLeases } from "./job-lease.ts";
import { dueAt, newJobRecord } from "./job-record.ts";
import type { JobRecord, JobState, SwapRequest } from "./job-record.ts";
import type { JobsOfPerson } from "./jobs-of-person.ts";
import type { DueJob, Wakeups } from "./wakeups/wakeups.ts";

export interface JobMachineDeps extends Omit<AdvanceDeps, "lease" | "onEnd"> {
  readonly records: Records<JobRecord>;
  readonly people: JobsOfPerson;
  readonly wakeups: Wakeups;
  /** No other process can have the store open. */
  readonly alone: boolean;
  readonly newToken: () => string;
  readonly leaseMs?: number;
}

/** The life of jobs. The record in the store is the truth; any process that shares the store may take the next step. */
export interface JobMachine {
  /**
   * Writes the record, before Discord gets its ack. False: this interaction is known already, and nothing is to be done.
   * @throws UserError `TOO_MANY_RUNNING`; AppError `STORE_FAILED`, `SHUTTING_DOWN`
   */
  create(request: SwapRequest): Promise<boolean>;
  /** Discord has its ack: the job begins. @throws AppError `STORE_FAILED` where wake-ups are kept outside and cannot be */
  markAcked(jobId: string): Promise<void>;
  /** Discord did not take the ack, so there is nobody to answer. */
  drop(jobId: string): Promise<void>;
  /** Begins to work on jobs, with every one that has no end. Returns how many there are. */
  recover(): Promise<number>;
  /** Takes no new jobs, lets the steps under way end for up to `graceMs`, then breaks them off. Jobs go on at the next start. */
  close(graceMs: number): Promise<void>;
}

/** Discord delivers an interaction again within minutes; what was paid is in the account's own log. */
const keepDeliveredMs = 60 * 60 * 1000;
/** Before a job whose record could not be read or written is looked at again. */
const storeFailedMs = 2_000;

export function createJobMachine(deps: JobMachineDeps): JobMachine {
  const { records, people, wakeups, clock, sleep, log, alone } = deps;
  const lease = createLeases(deps);
  const stop = new AbortController();
  const kill = new AbortController();
  const shuttingDown = new AppError("SHUTTING_DOWN");

  async function wake(jobId: string): Promise<void> {
    const signals = { stop: stop.signal, kill: kill.signal };
    try {
      const next = await advance(jobId, { ...deps, lease, onEnd }, signals);
      if (next !== undefined) await wakeups.schedule(jobId, next);
    } catch (error) {
      if (stop.signal.aborted) return;
      if (error instanceof LeaseLost) log.warn({ jobId }, "another process went on with the job");
      else log.error({ jobId, err: error }, "a job pauses");
      await wakeups.schedule(jobId, clock() + storeFailedMs);
    }
  }

  /** The record has its end already, so that this may fail: the next command of the person sees to it. */
  async function onEnd({ id, personId }: JobRecord): Promise<void> {
    await people.leave(personId, id).catch((error: unknown) => {
      log.warn({ jobId: id, err: error }, "an ended job could not be taken off the person's list");
    });
  }

  /** Every job without an end; those that ended long ago are deleted on the way. */
  async function* unfinished(): AsyncGenerator<DueJob & { readonly job: JobRecord }> {
    for await (const [jobId, job] of records.entries()) {
      const now = clock();
      if (job.state !== "delivered") yield { jobId, at: dueAt(job, now), job };
      else if (now - job.updatedAt > keepDeliveredMs) await records.delete(jobId);
    }
  }

  return {
    async create(request) {
      stop.signal.throwIfAborted();
      const { id, personId } = request;
      if (await records.get(id)) return false;
      await people.enter(personId, id);
      return records.compareAndSet(id, undefined, newJobRecord(request, clock()));
    },

    async markAcked(jobId) {
      try {
        await records.update(jobId, (job) => moved(job, "acked", clock()));
      } catch (error) {
        // The person sees "thinking…" already, and a job that waits for its ack goes on without it in the end.
        log.warn({ jobId, err: error }, "the ack could not be written down");
      }
      await wakeups.schedule(jobId, clock());
    },

    async drop(jobId) {
      const job = await records.update(jobId, (found) => {
        const dropped = moved(found, "delivered", clock());
        return { ...dropped, delivery: "lost", reply: { ...dropped.reply, token: "" } };
      });
      await onEnd(job);
    },

    async recover() {
      let count = 0;
      for await (const { jobId, at, job } of unfinished()) {
        count += 1;
        const isOrphan = alone && job.state === "created";
        // Its ack may have gone out. If it had not, the reply cannot be edited, and the credits come back.
        if (isOrphan) await records.update(jobId, (found) => moved(found, "acked", clock()));
        await wakeups.schedule(jobId, isOrphan ? clock() : at);
      }
      wakeups.run({ wake, unfinished });
      return count;
    },

    async close(graceMs) {
      stop.abort(shuttingDown);
      const ended = wakeups.close();
      const patience = new AbortController();
      await Promise.race([ended, sleep(graceMs, patience.signal).catch(() => {})]);
      patience.abort();
      kill.abort(shuttingDown);
      await ended;
    },
  };
}

/** Only a job that nobody works on yet is moved from outside. */
function moved(job: JobRecord | undefined, state: JobState, now: number): JobRecord {
  if (job?.state !== "created") {
    throw new AppError("INTERNAL", { message: `The job is ${job?.state ?? "unknown"} already.` });
  }
  return { ...job, state, revision: job.revision + 1, updatedAt: now };
}
