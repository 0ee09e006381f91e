import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { AppError } from "../core/errors.ts";
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

/** What servers changed about their rules moves no credits, and is no entry here. */
const exportedLine = z.union([
  z
    .looseObject({ of: z.string().startsWith("server:") })
    .transform(({ of }) => ({ of, entry: undefined })),
  z
    .looseObject({ of: z.string() })
    .transform(({ of, ...entry }) => ({ of, entry }))
    .pipe(z.object({ of: z.string(), entry: ledgerEntry })),
]);

/**
 * Reads audit files, those that are there: the entries of every account by number. A line that a crash cut short is
 * passed over: what it was to say is in a later one, and if it were not, the account's entries would not add up.
 * @throws AppError `STORE_FAILED` for a line that is not one of ours; the file system's error
 */
export async function readAuditFiles(
  paths: readonly string[],
): Promise<Map<string, Map<number, LedgerEntry>>> {
  const found = new Map<string, Map<number, LedgerEntry>>();
  for (const path of paths.filter((one) => existsSync(one))) {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(path, "utf8") })) {
      number += 1;
      const json = jsonOrUndefined(line);
      if (json === undefined) continue;
      const parsed = exportedLine.safeParse(json);
      if (!parsed.success) {
        const message = `Line ${number} of ${path} is no entry of an account.`;
        throw new AppError("STORE_FAILED", { message, cause: parsed.error });
      }
      const { of, entry } = parsed.data;
      if (entry === undefined) continue;
      const entries = found.get(of) ?? new Map<number, LedgerEntry>();
      entries.set(entry.seq, entry);
      found.set(of, entries);
    }
  }
  return found;
}
