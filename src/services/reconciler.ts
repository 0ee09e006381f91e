import type { Clock } from "../core/clock.ts";
import type { Sleep } from "../core/deadline.ts";
import type { Logger } from "../core/logger.ts";
import type { Metrics } from "../core/metrics.ts";
import { lookUp } from "../storage/look-up.ts";
import type { Records } from "../storage/store.ts";
import type { AccountRecord } from "./account-record.ts";
import { accountsOf } from "./job-record.ts";
import type { JobRecord } from "./job-record.ts";
import type { Ledger } from "./ledger.ts";
import type { Wakeups } from "./wakeups/wakeups.ts";

export interface ReconcilerDeps {
  readonly jobs: Records<JobRecord>;
  readonly accounts: Pick<Records<AccountRecord>, "entries">;
  readonly ledger: Pick<Ledger, "settle" | "release">;
  readonly wakeups: Pick<Wakeups, "schedule">;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, "reconciled">;
  /** Each deletes what has had its lifetime. */
  readonly sweeps: readonly (() => Promise<void>)[];
  /** From the record's creation to a verified result. */
  readonly maxJobMs: number;
}

/** What one look through everything mended. */
export interface Reconciled {
  /** Holds whose job has its end, or does not exist: settled or given back by how the job ended. */
  readonly orphanHolds: number;
  /** Jobs far beyond their time without an end: woken. */
  readonly endless: number;
}

/** A hold is written before its job says so; a job that ended says so before its hold is looked at again. */
const graceMs = 10 * 60 * 1000;
const everyMs = 60 * 60 * 1000;

/**
 * Compares holds with jobs, and jobs with the clock, and brings together what a crash between two writes left apart.
 * Safe beside running jobs and beside another process that does the same: the ledger's verbs are idempotent.
 */
export async function reconcile(deps: ReconcilerDeps): Promise<Reconciled> {
  const { jobs, accounts, wakeups, clock, metrics, log, maxJobMs } = deps;
  let orphanHolds = 0;
  const unreadable = (key: string, err: unknown) => {
    metrics.reconciled("unreadable");
    log.error({ key, err }, "A record cannot be read, and is left as it is");
  };
  for await (const [account, { holds }] of accounts.entries(unreadable)) {
    for (const [jobId, { at }] of Object.entries(holds)) {
      if (Math.abs(clock() - at) < graceMs) continue;
      const job = await lookUp(jobs, jobId);
      // Nobody can say whether it was handed over, so nobody decides about its hold; the jobs' own list counts it.
      if (job === "unreadable") continue;
      if (job && job.state !== "delivered") continue;
      await closeHold(deps, account, jobId, job);
      metrics.reconciled("orphan-hold");
      orphanHolds += 1;
    }
  }

  let endless = 0;
  for await (const [jobId, job] of jobs.entries(unreadable)) {
    const isOver = job.state === "delivered" || job.state === "kept";
    if (isOver || clock() - job.updatedAt < maxJobMs + graceMs) continue;
    log.error({ jobId, state: job.state }, "A job has no end long after its time; it is woken");
    await wakeups.schedule(jobId, clock());
    metrics.reconciled("endless-job");
    endless += 1;
  }
  for (const sweep of deps.sweeps) {
    // What one of them cannot delete is no reason for the others to keep what they have.
    await sweep().catch((err: unknown) => log.error({ err }, "A sweep failed"));
  }
  return { orphanHolds, endless };
}

async function closeHold(
  { ledger, log }: ReconcilerDeps,
  account: string,
  jobId: string,
  job: JobRecord | undefined,
): Promise<void> {
  const wasHandedOver = job?.delivery === "result";
  log.error({ account, jobId, wasHandedOver }, "A hold outlived its job; it is closed");
  const accounts = job ? [...new Set([...accountsOf(job), account])] : [account];
  const closing = { accounts, jobId, by: "reconciler", why: "its job has ended" };
  await (wasHandedOver ? ledger.settle(closing) : ledger.release(closing));
}

/** Reconciles now and every hour, until `close`. A store that fails is tried again the next time. */
export function startReconciler(deps: ReconcilerDeps): { close(): Promise<void> } {
  const { sleep, log } = deps;
  const closing = new AbortController();

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        const { orphanHolds, endless } = await reconcile(deps);
        if (orphanHolds + endless > 0) log.warn({ orphanHolds, endless }, "Reconciled");
      } catch (error) {
        log.error({ err: error }, "Could not reconcile");
      }
      await sleep(everyMs, closing.signal).catch(() => {});
    }
  }

  const running = run();
  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}
