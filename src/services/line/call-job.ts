import type { Clock } from "../../core/clock.ts";
import { AppError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { Records } from "../../storage/store.ts";
import type { JobRecord } from "../job-record.ts";
import type { Wakeups } from "../wakeups/wakeups.ts";

export interface CallJobDeps {
  readonly records: Pick<Records<JobRecord>, "update">;
  readonly wakeups: Pick<Wakeups, "schedule">;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Tells a job in the line to look again, wherever it is worked on: one write onto its record, which a look that began
 * before finds there, and a wake-up. When it fails the job's own next look is not far.
 */
export function createCallJob({ records, wakeups, clock, log }: CallJobDeps) {
  return async (jobId: string): Promise<void> => {
    try {
      await records.update(jobId, (job) => {
        if (!job) throw new AppError("INTERNAL", { message: "A job in the line has no record." });
        const calls = (job.calls ?? 0) + 1;
        const waits = job.state === "quoted" && job.placedAt === undefined;
        const next = { ...job, calls, revision: job.revision + 1 };
        return waits ? { ...next, nextAt: undefined } : next;
      });
      await wakeups.schedule(jobId, clock());
    } catch (err) {
      log.info({ jobId, err }, "A job in the line could not be called; it looks by itself");
    }
  };
}
