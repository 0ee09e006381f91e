import { firstOf, within } from "../core/deadline.ts";
import { AppError, UpstreamError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Logger } from "../core/logger.ts";
import type { Metrics } from "../core/metrics.ts";
import { afterFailure } from "./job-failure.ts";
import type { JobLease, Taken } from "./job-lease.ts";
import { dueAt, handOverAt, mayBeHandedOver, waitsForPlace, workUntil } from "./job-record.ts";
import type { JobRecord, JobState } from "./job-record.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Slots, Turn } from "./slots.ts";
import { handOver } from "./steps/hand-over.ts";
import { holdsMedia, isSubmit, stepFor } from "./steps/step-for.ts";
import type { Carried, JobChange, Step, StepDeps } from "./steps/step.ts";

export interface AdvanceDeps extends StepDeps {
  readonly lease: (jobId: string) => Promise<Taken>;
  /** Names this run of the program. */
  readonly owner: string;
  readonly interrupts: Pick<Interrupts, "begin">;
  /** For jobs that have files in memory. */
  readonly slots: Slots;
  /** One place for all jobs of the process, from the word that a submit begins to the word what came of it. */
  readonly submits: Slots;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** The job has its end, which is written. Never rejects. */
  readonly onEnd: (job: JobRecord) => Promise<void>;
}

export interface AdvanceSignals {
  /** No new step begins when this ends; the step under way goes on. */
  readonly stop: AbortSignal;
  /** The step under way ends, too. */
  readonly kill: AbortSignal;
}

/** What came of it: when to look at the job again; undefined when there is nothing more to be done. */
export type NextLook = number | undefined;

/** The end of the reply's life is kept free for the edit itself. */
const lastEditMs = 10_000;
const maxSaveTries = 5;
/** Node's timers fire at once beyond 2^31 ms. */
const longestTimerMs = 2 ** 31 - 1;
/** These end with the ledger's answer, or when a person comes. */
const endlessStates: ReadonlySet<JobState> = new Set(["finished", "failed", "kept"]);
/** A result that exists is tried to be handed over for this much longer. */
const handingOverMs = 15 * 60 * 1000;

/**
 * Takes one job as far as it can go without a pause: takes the lease, then step by step, each written down before the
 * next one begins. May be called at any time, twice, and by two processes.
 * @throws AppError `STORE_FAILED` when the record cannot be read or written; `LeaseLost` when somebody else has the job
 */
export async function advance(
  jobId: string,
  deps: AdvanceDeps,
  signals: AdvanceSignals,
): Promise<NextLook> {
  const taken = await deps.lease(jobId);
  if (taken.kind === "over") return undefined;
  if (taken.kind === "early") return taken.at;
  const turn = deps.interrupts.begin(jobId);
  try {
    return await takeSteps(taken.lease, deps, { ...signals, interrupted: turn.signal });
  } catch (error) {
    // Whatever broke first: after a pause that was too long, much does.
    await taken.lease.release();
    taken.lease.lost.throwIfAborted();
    throw error;
  } finally {
    turn.end();
    await taken.lease.release();
  }
}

async function takeSteps(
  lease: JobLease,
  deps: AdvanceDeps,
  { stop, kill, interrupted }: AdvanceSignals & { readonly interrupted: AbortSignal },
): Promise<NextLook> {
  const { slots, submits, sleep, clock, schedule, owner } = deps;
  const log = deps.log.child({ jobId: lease.job.id });
  const carried: Carried = {};
  /** The lease is given back. */
  let turnIsOver = false;
  const broken = firstOf(kill, lease.lost);

  /** Runs one step and writes what came of it. */
  async function takeStep(job: JobRecord, step: Step): Promise<JobRecord> {
    return save(job, await tryStep(job, step, endOf(job, deps.maxJobMs)));
  }

  async function tryStep(job: JobRecord, step: Step, endsAt: number): Promise<JobChange> {
    const beganAt = clock();
    try {
      const msLeft = endsAt - clock();
      if (msLeft <= 0) throw timedOut(job);
      const ends = mayBeBrokenOff(job) ? firstOf(broken, interrupted) : broken;
      const change = await within(
        { ms: Math.min(msLeft, deps.maxJobMs), reason: timedOut(job), signal: ends },
        (signal) => step(job, { ...deps, carried, log, signal }),
      );
      deps.metrics.stepped(job.state, "done", clock() - beganAt);
      return { failures: undefined, ...change };
    } catch (caught) {
      broken.throwIfAborted();
      // Whoever broke it off has written down why.
      if (interrupted.aborted && mayBeBrokenOff(job)) return {};
      const now = clock();
      const error = now >= endsAt ? timedOut(job, caught) : caught;
      const failures = job.failures ?? 0;
      deps.metrics.stepped(job.state, "failed", now - beganAt);
      log.warn({ err: error, state: job.state, failures }, "a step failed");
      const change = afterFailure({ job, error, now, failures, endsAt }, schedule);
      return { ...change, failures: failures + 1 };
    }
  }

  async function save(job: JobRecord, found: JobChange): Promise<JobRecord> {
    const change = written(job, found);
    for (let tries = 1; ; tries += 1) {
      try {
        const isOver = endsTurn({ ...job, ...change });
        const next = await lease.save((current) => unlessMoved(current, job, change), isOver);
        turnIsOver = isOver;
        if (next.state !== job.state) log.info({ from: job.state, to: next.state }, "job moved on");
        return next;
      } catch (error) {
        const storeFailed = error instanceof AppError && error.code === "STORE_FAILED";
        if (!storeFailed || tries >= maxSaveTries) throw error;
        await sleep(schedule.next(0) * tries, broken);
      }
    }
  }

  function written(job: JobRecord, change: JobChange): JobChange {
    const { uploads, resultUrl } = job;
    const next: JobChange = { uploads, resultUrl, ...change, linksOf: owner };
    // Nothing is left to be said, so the means to say it need not lie in backups.
    if (next.state === "delivered") return { ...next, reply: { ...job.reply, token: "" } };
    const endsAt = endOf({ ...job, ...change }, deps.maxJobMs);
    return next.nextAt === undefined ? next : { ...next, nextAt: Math.min(next.nextAt, endsAt) };
  }

  /** Must the job wait before its next step, or has it none? */
  function endsTurn(job: JobRecord): boolean {
    const now = clock();
    return stepFor(job, clock()) === undefined || dueAt(job, now) > now;
  }

  function mayGoOn(job: JobRecord): boolean {
    // A submit that was written down as begun is made, whoever stops us: else nobody could know whether it was.
    const isStopped = stop.aborted && carried.begunAttempt !== job.attempt;
    return !turnIsOver && !isStopped && !endsTurn(job);
  }

  /** Goes on while a file is in memory, so that the job keeps its slot that long and no longer: pauses are outside. */
  async function takeStepsWithMedia(from: JobRecord): Promise<JobRecord> {
    let job = from;
    for (let step = stepFor(job, clock()); step && holdsMedia(job); step = stepFor(job, clock())) {
      if (!mayGoOn(job)) break;
      job = await takeStep(job, step);
    }
    carried.media = undefined;
    carried.result = undefined;
    carried.fitted = undefined;
    return job;
  }

  /**
   * Writes down that a submit begins, makes it, and writes down what came of it, while no other job of this process does:
   * a crash leaves at most one task that nobody knows of.
   */
  async function takeSubmit(from: JobRecord): Promise<JobRecord> {
    let job = from;
    for (let step = stepFor(job, clock()); step && isSubmit(job); step = stepFor(job, clock())) {
      if (!mayGoOn(job)) break;
      job = await takeStep(job, step);
    }
    return job;
  }

  async function takeStepsIn(
    places: Slots,
    takeAll: (from: JobRecord) => Promise<JobRecord>,
    from: JobRecord,
  ): Promise<JobRecord> {
    const enough = new AbortController();
    const waitsUntil = mayBeHandedOver(from) ? handOverAt(from) : Infinity;
    const timer = setTimeout(() => enough.abort(), Math.min(waitsUntil - clock(), longestTimerMs));
    try {
      const signal = firstOf(stop, lease.lost, enough.signal, interrupted);
      return await places.use(signal, () => takeAll(from), turnOf(from));
    } catch (error) {
      if (interrupted.aborted && error === interrupted.reason) return await save(from, {});
      // Time for the button; then the wait for a place goes on.
      if (enough.signal.aborted && error === enough.signal.reason) return from;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  let job = withOwnLinks(lease.job, owner);
  for (let step = stepFor(job, clock()); step && mayGoOn(job); step = stepFor(job, clock())) {
    const current: JobRecord = job;
    if (step === handOver) job = await takeStep(current, step);
    else if (holdsMedia(current)) job = await takeStepsIn(slots, takeStepsWithMedia, current);
    else if (isSubmit(current)) job = await takeStepsIn(submits, takeSubmit, current);
    else job = await takeStep(current, step);
  }
  if (stepFor(job, clock())) return dueAt(job, clock());
  deps.metrics.ended(job.delivery ?? "lost");
  await deps.onEnd(job);
  return undefined;
}

/** A button was pressed while we could not reach the reply that there was: the step is taken again, for the new one. */
function unlessMoved(current: JobRecord, job: JobRecord, change: JobChange): JobChange {
  // It was called while it looked for a place, and looks once more.
  if (current.calls !== job.calls && waitsForPlace({ ...current, ...change })) {
    return { ...unlessMoved({ ...current, calls: job.calls }, job, change), nextAt: undefined };
  }
  if (current.reply.token === job.reply.token) return change;
  const wasForOldReply = change.state === "kept" || change.delivery === "lost";
  const { reply: _, ...rest } = change;
  return wasForOldReply ? {} : change.state === "delivered" ? change : rest;
}

/** Links of the swap API die with its restarts and with time, so each run of the program asks for its own. */
function withOwnLinks(job: JobRecord, owner: string): JobRecord {
  return job.linksOf === owner ? job : { ...job, uploads: undefined, resultUrl: undefined };
}

/** Whose turn a job waits for: its server's, or its person's outside of servers. */
function turnOf({ placeId, personId }: JobRecord): Turn {
  return { group: placeId ?? `person:${personId}`, person: personId };
}

/** Steps of these states reach nobody but the person's own hosts before they are done, and can be taken again. */
function mayBeBrokenOff({ state }: JobRecord): boolean {
  return state === "acked" || state === "quoted" || state === "held";
}

/** When the step of this state must be done. */
function endOf(job: JobRecord, maxJobMs: number): number {
  if (endlessStates.has(job.state)) return Infinity;
  // A quote has an end of its own.
  if (job.state === "quoted" && job.quote?.agreedAt === undefined) return Infinity;
  const agreedAt = job.quote?.agreedAt ?? job.createdAt;
  // So has the wait for a place; this is for a store that fails all the while.
  if (waitsForPlace(job)) return agreedAt + limits.maxPlaceWaitMs + maxJobMs;
  const beganAt = job.placedAt ?? agreedAt;
  if (job.state === "settled") {
    return Math.max(beganAt, job.createdAt, job.reply.createdAt) + maxJobMs + handingOverMs;
  }
  if (job.state === "released") {
    const replyEndsAt = job.reply.createdAt + limits.interactionTokenMs - lastEditMs;
    // What the dead reply does not take may be said in its channel.
    const workEndsAt = Math.max(agreedAt + limits.maxPlaceWaitMs, beganAt + maxJobMs);
    return job.reply.channelId === undefined
      ? replyEndsAt
      : Math.max(replyEndsAt, workEndsAt + handingOverMs);
  }
  return workUntil(job, maxJobMs);
}

function timedOut(job: JobRecord, cause?: unknown): UpstreamError {
  return new UpstreamError("SWAP_TIMED_OUT", {
    message: `The job was still ${job.state} when its time was up.`,
    next: "give-up",
    cause,
  });
}
