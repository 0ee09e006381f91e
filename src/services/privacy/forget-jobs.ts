import type { Clock } from "../../core/clock.ts";
import type { Records } from "../../storage/store.ts";
import type { JobRecord } from "../job-record.ts";
import type { Wakeups } from "../wakeups/wakeups.ts";

export interface ForgetJobsDeps {
  readonly records: Records<JobRecord>;
  readonly wakeups: Pick<Wakeups, "schedule">;
  readonly clock: Clock;
}

/**
 * Ends results of a person that wait for them, whose credits come back, and takes out of ended jobs what they were about;
 * the rest of such a record keeps its interaction from being run again, and goes within the hour. Running jobs go on.
 */
export type ForgetJobs = (personId: string) => Promise<void>;

export function createForgetJobs({ records, wakeups, clock }: ForgetJobsDeps): ForgetJobs {
  return async (personId) => {
    for await (const [jobId, found] of records.entries()) {
      if (found.personId !== personId) continue;
      if (found.state !== "kept" && found.state !== "delivered") continue;
      const now = clock();
      await records.update(jobId, (job = found) => {
        const next = { ...job, revision: job.revision + 1, updatedAt: now };
        if (job.state === "kept") return { ...next, nextAt: now };
        // `updatedAt` stays: the record's last hour has begun already.
        return job.state === "delivered"
          ? { ...withoutContent(job), revision: next.revision }
          : job;
      });
      if (found.state === "kept") await wakeups.schedule(jobId, now);
    }
  };
}

function withoutContent(job: JobRecord): JobRecord {
  const { channelId: _, ...reply } = job.reply;
  const nothing = { url: "" };
  return {
    ...job,
    target: nothing,
    face: nothing,
    uploads: undefined,
    resultUrl: undefined,
    reply,
  };
}
