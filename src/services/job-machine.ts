import { AppError, UserError, codeOf } from "../core/errors.ts";
import type { ErrorCode } from "../core/errors.ts";
import { runJob } from "./job-loop.ts";
import type { JobLoopDeps } from "./job-loop.ts";
import { newJobRecord } from "./job-record.ts";
import type { JobRecord, JobState, SwapRequest } from "./job-record.ts";

export interface JobMachineDeps extends JobLoopDeps {
  readonly maxRunningPerPerson: number;
}

/** The life of jobs. The record on disk is the truth; what is in memory only says which ones this process works on. */
export interface JobMachine {
  /**
   * Writes the record, before Discord gets its ack. False: this interaction is known already, and nothing is to be done.
   * @throws UserError `TOO_MANY_RUNNING`; AppError `STORE_FAILED`, `SHUTTING_DOWN`
   */
  create(request: SwapRequest): Promise<boolean>;
  /** Discord has its ack. */
  markAcked(jobId: string): Promise<void>;
  /** Discord did not take the ack, so there is nobody to answer. */
  drop(jobId: string): Promise<void>;
  /** Works on the job until its end or `close`. Never rejects: whatever happens ends in the person's reply and the log. */
  run(jobId: string): Promise<void>;
  /** At the start of the program: goes on with every job that has no end. Returns how many. */
  recover(): Promise<number>;
  /** Takes no new jobs, lets the steps under way end for up to `graceMs`, then breaks them off. Jobs go on at the next start. */
  close(graceMs: number): Promise<void>;
}

/** Long after anybody asks; what was paid is in the account's own log. */
const keepDeliveredMs = 7 * 24 * 60 * 60 * 1000;

export function createJobMachine(deps: JobMachineDeps): JobMachine {
  const { records, clock, sleep, reply, log, maxRunningPerPerson } = deps;
  /** Jobs of this process that have no end yet. */
  const active = new Map<string, Pick<JobRecord, "personId" | "reply">>();
  const loops = new Map<string, Promise<void>>();
  const stop = new AbortController();
  const kill = new AbortController();
  const shuttingDown = new AppError("SHUTTING_DOWN");

  async function work(jobId: string): Promise<void> {
    try {
      await runJob(jobId, deps, { stop: stop.signal, kill: kill.signal });
    } catch (error) {
      if (stop.signal.aborted) return;
      log.error({ jobId, err: error }, "a job cannot go on before the next start");
      await apologise(jobId, codeOf(error));
    } finally {
      active.delete(jobId);
      loops.delete(jobId);
    }
  }

  /** The record cannot say how the job ended, but the person can still be told. */
  async function apologise(jobId: string, code: ErrorCode): Promise<void> {
    const job = active.get(jobId);
    if (!job) return;
    try {
      const answer = { code, facts: {}, reference: jobId };
      await reply.failure(job.reply, jobId, answer, kill.signal);
    } catch (error) {
      log.error({ jobId, err: error }, "the person could not be told either");
    }
  }

  function run(jobId: string): Promise<void> {
    const running = loops.get(jobId) ?? work(jobId);
    loops.set(jobId, running);
    return running;
  }

  return {
    run,

    async create(request) {
      stop.signal.throwIfAborted();
      const { id, personId } = request;
      if (active.has(id)) return false;
      const theirs = [...active.values()].filter((job) => job.personId === personId);
      if (theirs.length >= maxRunningPerPerson) {
        throw new UserError("TOO_MANY_RUNNING", { facts: { limit: maxRunningPerPerson } });
      }
      // Taken before the write, so that two commands at once cannot both see the last free place.
      active.set(id, request);
      let isNew = false;
      try {
        isNew = await records.compareAndSet(id, undefined, newJobRecord(request, clock()));
      } finally {
        if (!isNew) active.delete(id);
      }
      return isNew;
    },

    async markAcked(jobId) {
      let isMarked = false;
      try {
        await records.update(jobId, (job) => moved(job, "acked", clock()));
        isMarked = true;
      } finally {
        // The caller will not run it then; the next start will.
        if (!isMarked) active.delete(jobId);
      }
    },

    async drop(jobId) {
      active.delete(jobId);
      await records.update(jobId, (job) => ({
        ...moved(job, "delivered", clock()),
        delivery: "lost",
      }));
    },

    async recover() {
      const started: string[] = [];
      for await (const [id, job] of records.entries()) {
        if (job.state === "delivered") {
          if (clock() - job.updatedAt > keepDeliveredMs) await records.delete(id);
        } else if (!active.has(id)) {
          active.set(id, job);
          started.push(id);
        }
      }
      for (const id of started) void run(id);
      return started.length;
    },

    async close(graceMs) {
      stop.abort(shuttingDown);
      const ended = Promise.allSettled(loops.values());
      const patience = new AbortController();
      await Promise.race([ended, sleep(graceMs, patience.signal).catch(() => {})]);
      patience.abort();
      kill.abort(shuttingDown);
      await ended;
    },
  };
}

/** Only a job that nobody works on yet is moved from outside of its loop. */
function moved(job: JobRecord | undefined, state: JobState, now: number): JobRecord {
  if (job?.state !== "created") {
    throw new AppError("INTERNAL", { message: `The job is ${job?.state ?? "unknown"} already.` });
  }
  return { ...job, state, revision: job.revision + 1, updatedAt: now };
}
