import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { jsonOrUndefined } from "../core/json-or-undefined.ts";
import type { Records } from "../storage/store.ts";
import { auditAccount } from "./account-audit.ts";
import { ledgerEntry } from "./account-record.ts";
import type { AccountRecord, LedgerEntry } from "./account-record.ts";
import type { JobRecord } from "./job-record.ts";
import { accountsOf } from "./job-record.ts";

export interface CreditAuditDeps {
  readonly accounts: Records<AccountRecord>;
  readonly jobs: Records<JobRecord>;
  /** What the audit file holds; see `readAuditFiles`. */
  readonly exported: ReadonlyMap<string, ReadonlyMap<number, LedgerEntry>>;
}

export interface CreditAudit {
  readonly accounts: number;
  readonly entries: number;
  readonly jobs: number;
  /** One line each; none when everything agrees. */
  readonly disagreements: readonly string[];
}

/** States of a job that has a hold, and states in which its hold must have ended so. */
const openStates: ReadonlySet<string> = new Set(["held", "submitting", "submitted", "finished"]);

/**
 * Adds up every entry of every account and compares the sums with the balances; then compares holds with jobs: an open
 * hold belongs to a job that runs, a job that was delivered has paid, and one that failed has not.
 * @throws AppError `STORE_FAILED`
 */
export async function auditCredits(deps: CreditAuditDeps): Promise<CreditAudit> {
  const { accounts, jobs, exported } = deps;
  const disagreements: string[] = [];
  const found = new Map<string, AccountRecord>();
  let entryCount = 0;
  for await (const [account, record] of accounts.entries()) {
    found.set(account, record);
    const merged = new Map(exported.get(account));
    for (const entry of record.log) merged.set(entry.seq, entry);
    const entries = [...merged.values()].toSorted((one, other) => one.seq - other.seq);
    entryCount += entries.length;
    const faults = auditAccount(record, entries);
    disagreements.push(...faults.map((fault) => `${account}: ${fault}`));
  }
  for (const account of exported.keys()) {
    if (!found.has(account)) {
      disagreements.push(`${account}: the audit file has entries, and there is no such account`);
    }
  }

  const running = new Map<string, JobRecord>();
  let jobCount = 0;
  for await (const [jobId, job] of jobs.entries()) {
    running.set(jobId, job);
    jobCount += 1;
    disagreements.push(...jobFaults(jobId, job, found));
  }
  for (const [account, { holds }] of found) {
    for (const jobId of Object.keys(holds)) {
      const state = running.get(jobId)?.state;
      if (state === undefined) {
        disagreements.push(`${account}: holds credits for job ${jobId}, which does not exist`);
      } else if (state === "delivered") {
        disagreements.push(`${account}: holds credits for job ${jobId}, which is over`);
      }
    }
  }
  return { accounts: found.size, entries: entryCount, jobs: jobCount, disagreements };
}

function jobFaults(
  jobId: string,
  job: JobRecord,
  found: ReadonlyMap<string, AccountRecord>,
): string[] {
  const faults: string[] = [];
  for (const name of accountsOf(job)) {
    const account = found.get(name);
    const isOpen = account !== undefined && Object.hasOwn(account.holds, jobId);
    const end =
      account && Object.hasOwn(account.closed, jobId) ? account.closed[jobId].end : undefined;
    if (openStates.has(job.state) && !isOpen && end === undefined) {
      faults.push(`${name}: has no hold for job ${jobId}, which is ${job.state}`);
    }
    if (job.delivery === "result" && end !== undefined && end !== "settled") {
      faults.push(`${name}: ${end} job ${jobId}, whose result was handed over`);
    }
    if (job.delivery === "failure" && end === "settled") {
      faults.push(`${name}: was charged for job ${jobId}, which failed`);
    }
  }
  return faults;
}

const exportedLine = z.looseObject({ of: z.string(), seq: z.int() });

/**
 * Reads audit files, those that are there: the entries of every account by number. A line that a crash cut short is
 * passed over: what it was to say is in a later one, and if it were not, the account's entries would not add up.
 * @throws ZodError for a line that is not one of ours
 */
export async function readAuditFiles(
  paths: readonly string[],
): Promise<Map<string, Map<number, LedgerEntry>>> {
  const found = new Map<string, Map<number, LedgerEntry>>();
  for (const path of paths.filter((one) => existsSync(one))) {
    for await (const line of createInterface({ input: createReadStream(path, "utf8") })) {
      const parsed = jsonOrUndefined(line);
      if (parsed === undefined) continue;
      const { of, seq, ...rest } = exportedLine.parse(parsed);
      // What servers changed about their rules moves no credits.
      if (of.startsWith("server:")) continue;
      const entries = found.get(of) ?? new Map<number, LedgerEntry>();
      entries.set(seq, ledgerEntry.parse({ seq, ...rest }));
      found.set(of, entries);
    }
  }
  return found;
}
