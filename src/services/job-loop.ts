import { deadline } from "../core/deadline.ts";
import type { Sleep } from "../core/deadline.ts";
import { AppError, UpstreamError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Logger } from "../core/logger.ts";
import type { Records } from "../storage/store.ts";
import { afterFailure } from "./job-failure.ts";
import type { JobRecord, JobState } from "./job-record.ts";
import type { Slots } from "./slots.ts";
import { holdsMedia, stepFor } from "./steps/step-for.ts";
import type { Carried, JobChange, Step, StepDeps } from "./steps/step.ts";

export interface JobLoopDeps extends StepDeps {
  readonly records: Records<JobRecord>;
  /** For jobs that have files in memory. */
  readonly slots: Slots;
  readonly sleep: Sleep;
  readonly log: Logger;
  /** From the record's creation to a verified result. */
  readonly maxJobMs: number;
}

export interface LoopSignals {
  /** No new step begins and every pause ends when this one does; the step under way goes on. */
  readonly stop: AbortSignal;
  /** The step under way ends, too. */
  readonly kill: AbortSignal;
}

/** The end of the reply's life is kept free for the edit itself. */
const lastEditMs = 10_000;
const maxSaveTries = 5;
const replyStates: ReadonlySet<JobState> = new Set(["settled", "released"]);
const ledgerStates: ReadonlySet<JobState> = new Set(["finished", "failed"]);

/**
 * Takes one job from where its record stands to its end, or to the stop signal. Every step is written down before the
 * next one begins.
 * @throws AppError `STORE_FAILED` when the record cannot be read or written any more; the job goes on at the next start
 */
export async function runJob(
  jobId: string,
  deps: JobLoopDeps,
  { stop, kill }: LoopSignals,
): Promise<void> {
  const { records, slots, sleep, clock, schedule } = deps;
  const log = deps.log.child({ jobId });
  const carried: Carried = {};
  let failures = 0;

  /** Runs one step and writes what came of it. */
  async function advance(job: JobRecord, step: Step): Promise<JobRecord> {
    stop.throwIfAborted();
    return save(job, await tryStep(job, step, endOf(job, deps.maxJobMs)));
  }

  /** Milliseconds that the job must wait before its next step; not above 0 when it need not. */
  function pauseOf(job: JobRecord): number {
    return Math.min(job.nextAt ?? 0, endOf(job, deps.maxJobMs)) - clock();
  }

  async function tryStep(job: JobRecord, step: Step, endsAt: number): Promise<JobChange> {
    try {
      const msLeft = endsAt - clock();
      if (msLeft <= 0) throw timedOut(job);
      const signal = deadline(Math.min(msLeft, deps.maxJobMs), kill);
      const change = await step(job, { ...deps, carried, log, signal });
      failures = 0;
      return change;
    } catch (caught) {
      kill.throwIfAborted();
      const now = clock();
      const error = now >= endsAt ? timedOut(job, caught) : caught;
      log.warn({ err: error, state: job.state, failures }, "a step failed");
      const change = afterFailure({ job, error, now, failures, endsAt }, schedule);
      failures += 1;
      return change;
    }
  }

  async function save(job: JobRecord, change: JobChange): Promise<JobRecord> {
    const next = { ...job, ...change, revision: job.revision + 1, updatedAt: clock() };
    // Nothing is left to be said, so the means to say it need not lie in backups.
    if (next.state === "delivered") next.reply = { ...next.reply, token: "" };
    for (let tries = 1; ; tries += 1) {
      try {
        await records.update(job.id, (current) => {
          // Ours already: the write before this one failed after it had worked.
          const mine = current?.revision === next.revision && current.updatedAt === next.updatedAt;
          if (current?.revision === job.revision || mine) return next;
          throw new AppError("INTERNAL", { message: "Somebody else works on this job." });
        });
        if (next.state !== job.state) log.info({ from: job.state, to: next.state }, "job moved on");
        return next;
      } catch (error) {
        const broken = error instanceof AppError && error.code === "STORE_FAILED";
        if (!broken || tries >= maxSaveTries) throw error;
        await sleep(schedule.next(0) * tries, kill);
      }
    }
  }

  /** Goes on while a file is in memory, so that the job keeps its slot that long and no longer: pauses are outside. */
  async function advanceWithMedia(from: JobRecord): Promise<JobRecord> {
    let job = from;
    for (let step = stepFor(job); step && holdsMedia(job); step = stepFor(job)) {
      if (pauseOf(job) > 0) break;
      job = await advance(job, step);
    }
    carried.media = undefined;
    carried.result = undefined;
    carried.fitted = undefined;
    return job;
  }

  const stored = await records.get(jobId);
  if (!stored) throw new AppError("NOT_FOUND", { message: `There is no job ${jobId}.` });
  // Links of the swap API die with its restarts and with time, so each run asks for its own.
  let job: JobRecord = { ...stored, uploads: undefined, resultUrl: undefined };
  for (let step = stepFor(job); step && !stop.aborted; step = stepFor(job)) {
    const current: JobRecord = job;
    const pause = pauseOf(current);
    if (pause > 0) await sleep(pause, stop);
    job = holdsMedia(current)
      ? await slots.use(stop, () => advanceWithMedia(current))
      : await advance(current, step);
  }
}

/** When the step of this state must be done: the job's own deadline, or the reply's last chance. */
function endOf(job: JobRecord, maxJobMs: number): number {
  if (ledgerStates.has(job.state)) return Infinity;
  if (replyStates.has(job.state))
    return job.reply.createdAt + limits.interactionTokenMs - lastEditMs;
  return job.createdAt + maxJobMs;
}

function timedOut(job: JobRecord, cause?: unknown): UpstreamError {
  return new UpstreamError("SWAP_TIMED_OUT", {
    message: `The job was still ${job.state} when its time was up.`,
    next: "give-up",
    cause,
  });
}
