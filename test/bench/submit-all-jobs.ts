import { jobRecord } from "../../src/services/job-record.ts";
import type { JobRecord } from "../../src/services/job-record.ts";
import { openStore } from "../../src/storage/open-store.ts";

/**
 * Writes into a stopped bot's store that every job without an end was submitted, as the first one was that the swap API
 * took. Returns how many there are.
 */
export async function submitAllJobs(storeUrl: string): Promise<number> {
  const store = await openStore(storeUrl);
  try {
    const records = store.records("job", jobRecord);
    const open: JobRecord[] = [];
    for await (const [, job] of records.entries()) if (job.state !== "delivered") open.push(job);
    const taken = open.find(({ taskId }) => taskId !== undefined);
    if (!taken) throw new Error("No job of the bot got as far as the swap API.");
    const { taskId, price, frames, attempt } = taken;
    const now = Date.now();
    for (const job of open) {
      await records.update(job.id, (found = job) => ({
        ...found,
        state: "submitted",
        taskId,
        price,
        frames,
        attempt,
        submittedAt: now,
        updatedAt: now,
        nextAt: undefined,
        pauseMs: undefined,
        failures: undefined,
        lease: undefined,
      }));
    }
    return open.length;
  } finally {
    await store.close();
  }
}
