import { relay } from "../core/deadline.ts";
import { AppError, UserError } from "../core/errors.ts";
import type { Records } from "../storage/store.ts";
import { advance } from "./advance.ts";
import type { AdvanceDeps } from "./advance.ts";
import { createInterrupts } from "./interrupts.ts";
import { createJobPresses } from "./job-presses.ts";
import type { JobPresses } from "./job-presses.ts";
import { LeaseLost, createLeases } from "./job-lease.ts";
import { createCallJob } from "./line/call-job.ts";
import type { Line } from "./line/line.ts";
import { createRunningPlaces } from "./line/running-places.ts";
import type { RunningPlacesDeps } from "./line/running-places.ts";
import { dueAt, newJobRecord, waitsForPlace } from "./job-record.ts";
import type { JobRecord, JobState, SwapRequest } from "./job-record.ts";
import type { MayUse } from "./may-use.ts";
import { createSlots } from "./slots.ts";
import type { ProviderKey } from "./provider-key.ts";
import type { ReplyCoordinates } from "./reply-port.ts";
import type { DueJob, Wakeups } from "./wakeups/wakeups.ts";

export interface JobMachineDeps extends Omit<
  AdvanceDeps,
  "lease" | "onEnd" | "interrupts" | "submits" | "places"
> {
  readonly api: ProviderKey;
  readonly records: Records<JobRecord>;
  readonly people: Line;
  readonly mayUse: MayUse;
  readonly running: Omit<RunningPlacesDeps, "people" | "call">;
  readonly wakeups: Wakeups;
  /** No other process can have the store open. */
  readonly alone: boolean;
  readonly newToken: () => string;
  /** 0 ≤ random() < 1 */
  readonly random: () => number;
  readonly leaseMs?: number;
}

/** A finished swap that its person has not seen. */
export interface WaitingResult {
  readonly jobId: string;
  readonly createdAt: number;
  /** Then the credits come back. Unix milliseconds. */
  readonly keptUntil: number;
}

/**
 * Where an end is shown: in the message that a press is on, as often as it is pressed, or in a message of its own, which
 * another press must not take it away from.
 */
type RevealInto = "same-message" | "new-message";

/** The life of jobs. The record in the store is the truth; any process that shares the store may take the next step. */
export interface JobMachine extends JobPresses {
  /**
   * Writes the record, before Discord gets its ack. False: this interaction is known already, and nothing is to be done.
   * @throws UserError as `MayUse` and `RunningPlaces.join`; UpstreamError when the swap API takes no work; AppError
   * `STORE_FAILED`, `SHUTTING_DOWN`
   */
  create(request: SwapRequest): Promise<boolean>;
  /** Discord has its ack: the job begins. @throws AppError `STORE_FAILED` where wake-ups are kept outside and cannot be */
  markAcked(jobId: string): Promise<void>;
  /** Discord did not take the ack, so there is nobody to answer. */
  drop(jobId: string): Promise<void>;
  /**
   * May this person see that job's result, or how it stands?
   * @throws UserError `RESULT_GONE`, `RESULT_OF_ANOTHER`; AppError `STORE_FAILED`
   */
  checkReveal(jobId: string, personId: string, into: RevealInto): Promise<void>;
  /**
   * Hands the job's end over to another reply, now or as soon as there is one.
   * @throws UserError `RESULT_GONE`, `RESULT_SHOWN_ALREADY`
   */
  reveal(jobId: string, to: ReplyCoordinates, into: RevealInto): Promise<void>;
  /** Results that could not be handed over and wait for this person, oldest first. */
  waiting(personId: string): Promise<WaitingResult[]>;
  /** Begins to work on jobs, with every one that has no end. Returns how many there are. */
  recover(): Promise<number>;
  /** Takes no new jobs, lets the steps under way end for up to `graceMs`, then breaks them off. Jobs go on at the next start. */
  close(graceMs: number): Promise<void>;
}

/** Discord delivers an interaction again within minutes; what was paid is in the account's own log. */
const keepDeliveredMs = 60 * 60 * 1000;
const spreadMs = 10_000;
/** A few jobs need no ten seconds. */
const spreadPerJobMs = 20;
/** Before a job whose record could not be read or written is looked at again. */
const storeFailedMs = 2_000;

export function createJobMachine(deps: JobMachineDeps): JobMachine {
  const { api, records, people, mayUse, wakeups, clock, sleep, log, metrics, alone, random } = deps;
  const lease = createLeases(deps);
  const interrupts = createInterrupts();
  const submits = createSlots(1);
  const call = createCallJob({ records, wakeups, clock, log });
  const places = createRunningPlaces({ ...deps.running, people, call });
  const stop = new AbortController();
  const kill = new AbortController();
  const shuttingDown = new AppError("SHUTTING_DOWN");
  /** Said once each, and counted at every look. */
  const knownUnreadable = new Set<string>();

  async function wake(jobId: string): Promise<void> {
    const stopping = relay(stop.signal);
    const killing = relay(kill.signal);
    const signals = { stop: stopping.signal, kill: killing.signal };
    try {
      const working = { ...deps, lease, onEnd, interrupts, submits, places };
      const next = await advance(jobId, working, signals);
      if (next !== undefined) await wakeups.schedule(jobId, next);
    } catch (error) {
      if (stop.signal.aborted) return;
      if (error instanceof LeaseLost) log.warn({ jobId }, "another process went on with the job");
      else log.error({ jobId, err: error }, "a job pauses");
      await wakeLater(jobId);
    } finally {
      stopping.end();
      killing.end();
    }
  }

  /** Where wake-ups are kept beside the records, they are away together. */
  async function wakeLater(jobId: string): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await wakeups.schedule(jobId, clock() + storeFailedMs);
        return;
      } catch {
        await sleep(storeFailedMs, stop.signal).catch(() => {});
      }
    }
  }

  /** The record has its end already, so that this may fail: the next command of the person sees to it. */
  async function onEnd(job: JobRecord): Promise<void> {
    await places.leave(job).catch((error: unknown) => {
      log.warn(
        { jobId: job.id, err: error },
        "an ended job could not be taken off the person's list",
      );
    });
  }

  /** Every job without an end; those that ended long ago are deleted on the way. */
  async function* unfinished(): AsyncGenerator<DueJob & { readonly job: JobRecord }> {
    const byState = new Map<string, number>();
    const unreadable = (jobId: string, err: unknown) => {
      byState.set("unreadable", (byState.get("unreadable") ?? 0) + 1);
      if (!knownUnreadable.has(jobId)) log.error({ jobId, err }, "A job's record cannot be read");
      knownUnreadable.add(jobId);
    };
    for await (const [jobId, job] of records.entries(unreadable)) {
      const now = clock();
      if (job.state !== "delivered") {
        byState.set(job.state, (byState.get(job.state) ?? 0) + 1);
        // One without a pause has been due since it was written, by which it is seen to have lost its wake-up.
        yield { jobId, at: Math.min(dueAt(job, now), dueAt(job, job.updatedAt)), job };
      } else if (now - job.updatedAt > keepDeliveredMs) await records.delete(jobId);
    }
    metrics.jobs(byState);
  }

  /** After a stop of some minutes every job is overdue at once: they come back over ten seconds. */
  function spreadOut(at: number, others: number): number {
    return Math.max(at, clock() + random() * Math.min(spreadMs, others * spreadPerJobMs));
  }

  return {
    ...createJobPresses({ records, wakeups, clock, interrupt: (id) => interrupts.interrupt(id) }),

    async create(request) {
      stop.signal.throwIfAborted();
      const { id } = request;
      if (await records.get(id)) return false;
      const refusal = api.refusal();
      if (refusal) throw refusal;
      await mayUse(request);
      await places.join(request);
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

    async checkReveal(jobId, personId, into) {
      const job = await records.get(jobId);
      if (job && job.personId !== personId) throw new UserError("RESULT_OF_ANOTHER");
      revealable(job, into);
    },

    async reveal(jobId, to, into) {
      await records.update(jobId, (job) => revealed(revealable(job, into), to, clock()));
      await wakeups.schedule(jobId, clock());
    },

    async waiting(personId) {
      const jobs = await people.list(personId);
      return jobs
        .filter(({ state }) => state === "kept")
        .map(({ id, createdAt, nextAt = 0 }) => ({ jobId: id, createdAt, keptUntil: nextAt }));
    },

    async recover() {
      let count = 0;
      for await (const { jobId, at, job } of unfinished()) {
        count += 1;
        const isOrphan = alone && job.state === "created";
        // Its ack may have gone out. If it had not, the reply cannot be edited, and the credits come back.
        if (isOrphan) await records.update(jobId, (found) => moved(found, "acked", clock()));
        await wakeups.schedule(jobId, isOrphan ? clock() : spreadOut(at, count));
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

/** @throws UserError when there is nothing to be shown that the person may not have seen, or will not see by itself */
function revealable(job: JobRecord | undefined, into: RevealInto): JobRecord {
  const isOver = job?.state === "delivered";
  // One that was told in the channel still has its button.
  const isUntold = job?.delivery === "lost" || job?.handedOverAt !== undefined;
  const isLost = isOver && isUntold && job.failure !== undefined;
  if (!job || (isOver && job.delivery !== "result" && !isLost)) throw new UserError("RESULT_GONE");
  const isShowing = into === "new-message" && job.state !== "kept" && !isLost;
  if (isShowing || job.delivery === "result") throw new UserError("RESULT_SHOWN_ALREADY");
  return job;
}

/** The job with another reply. One that had given up on the old reply tries again; one that runs gets a new button later. */
function revealed(job: JobRecord, to: ReplyCoordinates, now: number): JobRecord {
  const next = {
    ...job,
    reply: to,
    handedOverAt: undefined,
    revision: job.revision + 1,
    updatedAt: now,
  };
  if (job.state === "kept") return { ...next, state: "settled", nextAt: undefined };
  if (job.state === "delivered") return { ...next, state: "released", delivery: undefined };
  // It says at once where it stands in the line.
  return waitsForPlace(job) ? { ...next, nextAt: undefined } : next;
}
