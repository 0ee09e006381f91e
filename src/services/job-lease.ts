import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../core/clock.ts";
import type { Sleep } from "../core/deadline.ts";
import { AppError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Records } from "../storage/store.ts";
import { dueAt, mostSkewMs } from "./job-record.ts";
import type { JobRecord } from "./job-record.ts";
import type { JobChange } from "./steps/step.ts";

export interface LeaseDeps {
  readonly records: Records<JobRecord>;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Names this run of the program. */
  readonly owner: string;
  /** No other process can have the store open, so whoever else holds a lease is dead. */
  readonly alone: boolean;
  readonly newToken: () => string;
  readonly leaseMs?: number;
}

/** The right to take the steps of one job, until it is given back, lost, or not renewed. */
export interface JobLease {
  /** The record as it was taken. */
  readonly job: JobRecord;
  /** Ends when the lease is lost: what is under way must not be written down. */
  readonly lost: AbortSignal;
  /**
   * Writes a change onto the record as it stands now. May be repeated after `STORE_FAILED`.
   * @param end gives the lease back in the same write
   * @throws AppError `STORE_FAILED`; `LeaseLost` when somebody else has the job
   */
  save(change: (current: JobRecord) => JobChange, end: boolean): Promise<JobRecord>;
  /** Gives the lease back, unless `save` did. One that cannot be given back runs out, and this process may take it again. */
  release(): Promise<void>;
}

/** `early`: not due, or somebody else's turn; look again at `at`. `over`: there is nothing to be done for this job. */
export type Taken =
  | { readonly kind: "mine"; readonly lease: JobLease }
  | { readonly kind: "early"; readonly at: number }
  | { readonly kind: "over" };

/** Somebody else may work on the job now. Nothing was written, nothing is to be told to anybody. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** A job that others write all the time is tried again in a moment. */
const lostRaceMs = 100;

/**
 * Takes the right to work on a job that is due: one compare-and-set, so of two processes one gets it. Each lease has a
 * token that every write must find in the record, which fences off a holder that was paused beyond its lease.
 */
export function createLeases(deps: LeaseDeps): (jobId: string) => Promise<Taken> {
  const { records, clock, sleep, owner, alone, newToken, leaseMs = limits.jobLeaseMs } = deps;

  /** Tokens of the leases that this process has, or is about to have, and has not given back. */
  const live = new Set<string>();

  function holds({ lease }: JobRecord, now: number): boolean {
    if (!lease || lease.until <= now) return false;
    if (alone && lease.owner !== owner) return false;
    // One of ours that the store was too broken to take back. Its holder has ended, and the token fences off its last words.
    if (lease.owner === owner && !live.has(lease.token)) return false;
    // Beyond that it was written before the clock was set back, and not by somebody whose clock is a little ahead of ours.
    return lease.until <= now + leaseMs + mostSkewMs;
  }

  return async (jobId) => {
    const found = await records.read(jobId);
    if (!found || found.value.state === "delivered") return { kind: "over" };
    const now = clock();
    const due = dueAt(found.value, now);
    if (due > now) return { kind: "early", at: due };
    if (holds(found.value, now)) return { kind: "early", at: found.value.lease?.until ?? now };
    const token = newToken();
    const job: JobRecord = {
      ...found.value,
      revision: found.value.revision + 1,
      lease: { owner, token, until: now + leaseMs },
    };
    live.add(token);
    let isMine = false;
    try {
      isMine = await records.compareAndSet(jobId, found.raw, job);
    } finally {
      if (!isMine) live.delete(token);
    }
    return isMine
      ? { kind: "mine", lease: keep(job, token) }
      : { kind: "early", at: now + lostRaceMs };
  };

  function keep(job: JobRecord, token: string): JobLease {
    const over = new AbortController();
    const lost = new AbortController();
    /** Our last write, for one that failed after it had worked. */
    let written: JobRecord | undefined;

    /** A write that only happens while the lease is ours. */
    async function write(change: (mine: JobRecord) => JobRecord): Promise<JobRecord> {
      return records.update(job.id, (current) => {
        if (current?.lease?.token === token) return change(current);
        // Compared whole: whoever took the lease between our look and our write has counted up to the same revision.
        if (current && written && isDeepStrictEqual(asStored(current), asStored(written)))
          return current;
        lost.abort(new LeaseLost(`job ${job.id} is somebody else's`));
        throw lost.signal.reason;
      });
    }

    const renewed = (mine: JobRecord): JobRecord => ({
      ...mine,
      lease: { owner, token, until: clock() + leaseMs },
    });

    function giveUp(): void {
      live.delete(token);
      over.abort(new AppError("INTERNAL", { message: "the lease was given back" }));
    }

    async function keepRenewing(): Promise<void> {
      while (!over.signal.aborted && !lost.signal.aborted) {
        await sleep(leaseMs / 3, over.signal).catch(() => {});
        // A store that is down may be back before the lease has run out.
        if (!over.signal.aborted) await write(renewed).catch(() => {});
      }
    }
    void keepRenewing();

    return {
      job,
      lost: lost.signal,
      async save(change, end) {
        const saved = await write((mine) => {
          const revision = mine.revision + 1;
          const next = { ...mine, ...change(mine), revision, updatedAt: clock() };
          written = end ? { ...next, lease: undefined } : renewed(next);
          return written;
        });
        if (end) giveUp();
        return saved;
      },
      async release() {
        if (over.signal.aborted) return;
        giveUp();
        await write((mine) => ({ ...mine, lease: undefined })).catch(() => {});
      },
    };
  }
}

/** As it comes out of the store again. */
function asStored(job: JobRecord): unknown {
  return JSON.parse(JSON.stringify(job));
}
