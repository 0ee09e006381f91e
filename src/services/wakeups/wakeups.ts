/** A job that ought to be worked on, and when (Unix milliseconds). */
export interface DueJob {
  readonly jobId: string;
  readonly at: number;
}

export interface WakeupHandler {
  /** Works on the job for as long as it needs no pause. */
  readonly wake: (jobId: string) => Promise<void>;
  /** Every job without an end, so that a wake-up that got lost delays its job and does not strand it. */
  readonly unfinished: () => AsyncIterable<DueJob>;
}

/**
 * When to look at a job again. The job's record is the truth: a wake-up may come twice, early, or for a job that has
 * ended meanwhile, but it comes.
 */
export interface Wakeups {
  /**
   * Wakes the job at this time or soon after, wherever `run` was called. A time that has passed means now.
   * @throws AppError `STORE_FAILED` where wake-ups are kept outside of this process and cannot be
   */
  schedule(jobId: string, at: number): Promise<void>;
  /** Begins to wake. Called once. */
  run(handler: WakeupHandler): void;
  /** Wakes nobody any more. Resolves when the calls under way have ended. */
  close(): Promise<void>;
}
