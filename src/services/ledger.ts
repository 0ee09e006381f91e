import type { Clock } from "../core/clock.ts";
import { UserError } from "../core/errors.ts";
import type { Records } from "../storage/store.ts";
import type { AccountEnd, AccountRecord, LogEntry } from "./account-record.ts";
import { createCalendar, laterPeriod } from "./period.ts";
import type { PeriodUnit } from "./period.ts";

interface LedgerPolicy {
  /** Credits an account has in each period. */
  readonly creditsPerPeriod: number;
  readonly period: PeriodUnit;
  /** An IANA name; the period begins at midnight there. */
  readonly timeZone: string;
}

export interface LedgerDeps {
  readonly records: Records<AccountRecord>;
  readonly clock: Clock;
  readonly policy: LedgerPolicy;
}

interface Balance {
  readonly allowance: number;
  readonly used: number;
  /** Held by jobs that run in this period. */
  readonly held: number;
  /** Never negative, also after the allowance was lowered. */
  readonly left: number;
  /** Unix milliseconds. */
  readonly resetsAt: number;
}

export interface Booking {
  readonly account: string;
  readonly jobId: string;
  /** Who caused it and why, for the account's log. */
  readonly by: string;
  readonly why: string;
}

/** `held` with the price that is held; a job that was closed before is not held again. */
type HoldOutcome =
  | { readonly kind: "held"; readonly price: number }
  | { readonly kind: "closed"; readonly end: AccountEnd };

/**
 * Credits in two phases: a hold reserves, then exactly one of settle and release ends it; the first one wins and the
 * other hears how it ended. Every act is idempotent by job id. All throw `STORE_FAILED` when the store does.
 */
export interface Ledger {
  /** @throws UserError `NO_CREDITS` with `price`, `left` and `resetsAt` (Unix milliseconds) */
  hold(booking: Booking & { readonly price: number }): Promise<HoldOutcome>;
  /** Takes the held credits. `none`: there is no such hold. */
  settle(booking: Booking): Promise<AccountEnd | "none">;
  /** Gives the held credits back. */
  release(booking: Booking): Promise<AccountEnd | "none">;
  /** Gives settled credits back, for a result that could not be handed over. */
  refund(booking: Booking): Promise<AccountEnd | "none">;
  balance(account: string): Promise<Balance>;
}

const logLength = 50;
/** Far longer than a job lives: what comes later than this is no replay. */
const tombstoneLifetimeMs = 7 * 24 * 60 * 60 * 1000;

export function createLedger({ records, clock, policy }: LedgerDeps): Ledger {
  const calendar = createCalendar(policy.period, policy.timeZone);

  /** The account as of now: rolled over into the current period, old tombstones dropped. */
  function upToDate(stored: AccountRecord | undefined, now: number): AccountRecord {
    const current = calendar.keyAt(now);
    if (!stored) {
      return { v: 1, seq: 0, period: current, used: 0, holds: {}, closed: {}, log: [] };
    }
    const period = laterPeriod(stored.period, current);
    return {
      ...stored,
      period,
      used: period === stored.period ? stored.used : 0,
      closed: Object.fromEntries(
        Object.entries(stored.closed).filter(([, { at }]) => now - at < tombstoneLifetimeMs),
      ),
    };
  }

  function balanceOf(account: AccountRecord): Balance {
    const allowance = policy.creditsPerPeriod;
    const held = Object.values(account.holds)
      .filter((hold) => hold.period === account.period)
      .reduce((sum, hold) => sum + hold.price, 0);
    return {
      allowance,
      used: account.used,
      held,
      left: Math.max(0, allowance - account.used - held),
      resetsAt: calendar.endOf(account.period),
    };
  }

  /** Ends the job's hold, unless it has ended: then says how. */
  async function close(booking: Booking, act: "settle" | "release"): Promise<AccountEnd | "none"> {
    const { jobId } = booking;
    let end: AccountEnd | "none" = "none";
    await records.update(booking.account, (stored) => {
      const now = clock();
      const account = upToDate(stored, now);
      const { [jobId]: hold, ...holds } = account.holds;
      end = hold ? (act === "settle" ? "settled" : "released") : endOf(account, jobId);
      if (!hold || end === "none") return account;
      const takes = end === "settled" && hold.period === account.period;
      return {
        ...account,
        used: account.used + (takes ? hold.price : 0),
        holds,
        closed: { ...account.closed, [jobId]: { ...hold, at: now, end } },
        ...logged(account, { ...booking, act, price: hold.price, at: now }),
      };
    });
    return end;
  }

  return {
    async hold({ price, ...booking }) {
      const { jobId } = booking;
      let outcome: HoldOutcome = { kind: "held", price };
      await records.update(booking.account, (stored) => {
        const now = clock();
        const account = upToDate(stored, now);
        const end = endOf(account, jobId);
        const open = account.holds[jobId];
        outcome =
          end === "none" ? { kind: "held", price: open?.price ?? price } : { kind: "closed", end };
        if (open || end !== "none") return account;
        const { left, resetsAt } = balanceOf(account);
        if (price > left) throw new UserError("NO_CREDITS", { facts: { price, left, resetsAt } });
        return {
          ...account,
          holds: { ...account.holds, [jobId]: { price, period: account.period, at: now } },
          ...logged(account, { ...booking, act: "hold", price, at: now }),
        };
      });
      return outcome;
    },

    settle: (booking) => close(booking, "settle"),
    release: (booking) => close(booking, "release"),

    async refund(booking) {
      const { jobId } = booking;
      let end: AccountEnd | "none" = "none";
      await records.update(booking.account, (stored) => {
        const now = clock();
        const account = upToDate(stored, now);
        const settled = account.closed[jobId];
        end = endOf(account, jobId);
        if (end !== "settled") return account;
        end = "refunded";
        const gives = settled.period === account.period;
        return {
          ...account,
          used: account.used - (gives ? settled.price : 0),
          closed: { ...account.closed, [jobId]: { ...settled, at: now, end } },
          ...logged(account, { ...booking, act: "refund", price: settled.price, at: now }),
        };
      });
      return end;
    },

    balance: async (account) => balanceOf(upToDate(await records.get(account), clock())),
  };
}

function endOf(account: AccountRecord, jobId: string): AccountEnd | "none" {
  return Object.hasOwn(account.closed, jobId) ? account.closed[jobId].end : "none";
}

function logged(
  account: AccountRecord,
  { jobId, act, price, at, by, why }: Omit<LogEntry, "seq" | "period">,
): Pick<AccountRecord, "seq" | "log"> {
  const seq = account.seq + 1;
  const entry = { seq, act, jobId, price, at, period: account.period, by, why };
  return { seq, log: [...account.log, entry].slice(-logLength) };
}
