import type { Clock } from "../core/clock.ts";
import { AppError, UserError } from "../core/errors.ts";
import type { Records } from "../storage/store.ts";
import { adjusted, endOf, ended, held, inPeriod, newAccount } from "./account-acts.ts";
import type { Adjustment } from "./account-acts.ts";
import { purseOf, heldBy } from "./account-figures.ts";
import type { Balance } from "./account-figures.ts";
import type { AccountEnd, AccountRecord, Hold, LedgerEntry } from "./account-record.ts";
import type { Allowance, Payer } from "./allowance.ts";
import { createCalendar } from "./period.ts";
import type { PeriodUnit } from "./period.ts";

export interface LedgerDeps {
  readonly records: Records<AccountRecord>;
  readonly clock: Clock;
  readonly period: PeriodUnit;
  /** An IANA name; the period begins at midnight there. */
  readonly timeZone: string;
}

interface Cause {
  /** Who caused it and why, for the account's log. */
  readonly by: string;
  readonly why: string;
}

interface HoldRequest extends Cause {
  readonly jobId: string;
  readonly price: number;
  /** Every account that must agree, in the order of asking: the person first, whose account decides how a job ended. */
  readonly payers: readonly Payer[];
}

export interface Closing extends Cause {
  readonly jobId: string;
  /** Those of the hold, in its order. */
  readonly accounts: readonly string[];
}

/**
 * `held` with the price that is held, and what the first account had free before it; a job that was closed before is not
 * held again.
 */
type HoldOutcome =
  | { readonly kind: "held"; readonly price: number; readonly of: number }
  | { readonly kind: "closed"; readonly end: AccountEnd };

/** A job's hold that has no end yet. */
interface OpenHold extends Hold {
  readonly account: string;
  readonly jobId: string;
}

/**
 * Credits in two phases: a hold reserves on every account of the job, all or none, then exactly one of settle and
 * release ends it; the first one wins and the other hears how it ended. Every act is idempotent by job id, and one that
 * was broken off by a crash is finished by repeating it. All throw `STORE_FAILED` when the store does.
 */
export interface Ledger {
  /**
   * @throws UserError `NO_CREDITS` with `price`, `left`, `resetsAt` (Unix milliseconds) and the `purse` that is short;
   * `ACCOUNT_FROZEN` with `purse`
   */
  hold(request: HoldRequest): Promise<HoldOutcome>;
  /** Takes the held credits. `none`: there is no such hold. */
  settle(closing: Closing): Promise<AccountEnd | "none">;
  /** Gives the held credits back. With no hold there is nothing to give, and none can be made any more. */
  release(closing: Closing): Promise<AccountEnd | "none">;
  /** Gives settled credits back, for a result that could not be handed over. */
  refund(closing: Closing): Promise<AccountEnd | "none">;
  balance(of: Allowance & { readonly account: string }): Promise<Balance>;
  /** Changes an account by hand, once for each `id`. */
  adjust(request: AdjustRequest): Promise<Adjusted>;
  /** The newest entries of the account, newest first. */
  history(account: string): Promise<readonly LedgerEntry[]>;
  /** Every open hold of every account. */
  holds(): AsyncGenerator<OpenHold>;
}

interface AdjustRequest extends Cause {
  readonly account: string;
  readonly allowance: Allowance;
  /** The command's id. */
  readonly id: string;
  readonly adjustment: Adjustment;
}

export interface Adjusted {
  readonly before: Balance;
  readonly after: Balance;
}

export function createLedger({ records, clock, period, timeZone }: LedgerDeps): Ledger {
  const calendar = createCalendar(period, timeZone);

  /** The account as of now, in the current period. */
  function upToDate(stored: AccountRecord | undefined, now: number): AccountRecord {
    const current = calendar.keyAt(now);
    if (!stored) return newAccount(current);
    return inPeriod(stored, current, now);
  }

  /**
   * Reads the account as of now. A new period is written down as soon as it is seen: only so is it known later which way
   * the clock went.
   */
  async function look(account: string): Promise<AccountRecord> {
    const current = calendar.keyAt(clock());
    const stored = await records.get(account);
    if (!stored || stored.period === current) return upToDate(stored, clock());
    return records.update(account, (latest) => upToDate(latest, clock()));
  }

  function balanceOf(account: AccountRecord, allowance: Allowance): Balance {
    const purse = purseOf(account, allowance);
    return {
      allowance: purse.allowance,
      from: account.own === undefined ? allowance.from : "own",
      used: account.used,
      held: heldBy(account),
      extra: account.extra,
      left: purse.ofPeriod + purse.ofExtra,
      frozen: account.frozen,
      resetsAt: calendar.endOf(account.period),
    };
  }

  async function holdOn(payer: Payer, request: HoldRequest, price: number): Promise<HoldOutcome> {
    const { jobId, by, why } = request;
    await look(payer.account);
    let outcome: HoldOutcome = { kind: "held", price, of: 0 };
    await records.update(payer.account, (stored) => {
      const at = clock();
      const account = upToDate(stored, at);
      const end = endOf(account, jobId);
      const open = Object.hasOwn(account.holds, jobId) ? account.holds[jobId] : undefined;
      const { ofPeriod, ofExtra } = purseOf(account, payer);
      const of = ofPeriod + ofExtra + (open?.price ?? 0);
      outcome =
        end === "none"
          ? { kind: "held", price: open?.price ?? price, of }
          : { kind: "closed", end };
      if (open || end !== "none") return stored ?? account;
      try {
        return held(account, { id: jobId, by, why, at }, price, payer);
      } catch (error) {
        throw refusal(error, payer.purse, calendar.endOf(account.period));
      }
    });
    return outcome;
  }

  /**
   * A crash may come after the first account has its credits back because another one had none, and before anybody was
   * told. Whoever is short now says so.
   */
  async function refuseAgain(payers: readonly Payer[], price: number): Promise<void> {
    for (const payer of payers) {
      const account = await look(payer.account);
      const { left, resetsAt } = balanceOf(account, payer);
      const code = account.frozen ? "ACCOUNT_FROZEN" : left < price ? "NO_CREDITS" : undefined;
      if (code)
        throw refusal(new UserError(code, { facts: { price, left } }), payer.purse, resetsAt);
    }
  }

  /** Brings the job to this end on one account, unless it has ended there: then says how. */
  async function close(account: string, how: AccountEnd, { jobId, by, why }: Closing) {
    let outcome: AccountEnd | "none" = "none";
    await records.update(account, (stored) => {
      const at = clock();
      // Not moved into the period of now: the hold knows its own.
      const current = stored ?? newAccount(calendar.keyAt(at));
      const next = ended(current, { id: jobId, by, why, at }, how);
      outcome = endOf(next, jobId);
      return next;
    });
    return outcome;
  }

  /** The first account decides; the others follow it, also where an earlier try was broken off in between. */
  async function endAll(closing: Closing, how: AccountEnd): Promise<AccountEnd | "none"> {
    const [first, ...others] = closing.accounts;
    if (first === undefined) throw new RangeError("a job is held on one account at least");
    const outcome = await close(first, how, closing);
    for (const account of others) {
      await close(account, outcome === "none" ? how : outcome, closing);
    }
    return outcome;
  }

  return {
    async hold(request) {
      const { payers, jobId, by } = request;
      let price = request.price;
      let of = 0;
      for (const [index, payer] of payers.entries()) {
        try {
          const outcome = await holdOn(payer, request, price);
          if (index > 0 && outcome.kind === "closed") continue;
          if (outcome.kind === "closed") {
            if (outcome.end === "released") await refuseAgain(payers.slice(1), price);
            return outcome;
          }
          price = outcome.price;
          if (index === 0) of = outcome.of;
        } catch (error) {
          // Nobody has refused: what is held so far is what a repetition goes on with.
          if (!(error instanceof UserError)) throw error;
          const taken = payers.slice(0, index).map(({ account }) => account);
          const why = `the ${payer.purse} has no credits left`;
          // In the order of the hold as every end: what decides comes first.
          if (taken.length > 0) await endAll({ jobId, by, why, accounts: taken }, "released");
          throw error;
        }
      }
      return { kind: "held", price, of };
    },

    settle: (closing) => endAll(closing, "settled"),
    release: (closing) => endAll(closing, "released"),
    refund: (closing) => endAll(closing, "refunded"),

    async balance({ account, ...allowance }) {
      return balanceOf(await look(account), allowance);
    },

    async adjust({ account, allowance, id, adjustment, by, why }) {
      let result: Adjusted | undefined;
      await records.update(account, (stored) => {
        const at = clock();
        const before = upToDate(stored, at);
        const isDone = before.log.some((entry) => entry.id === id);
        const after = isDone
          ? before
          : adjusted(before, { id, by, why, at }, adjustment, allowance);
        result = { before: balanceOf(before, allowance), after: balanceOf(after, allowance) };
        return after;
      });
      if (!result) throw new AppError("INTERNAL", { message: "An adjustment did not run." });
      return result;
    },

    async history(account) {
      return (await records.get(account))?.log.toReversed() ?? [];
    },

    async *holds() {
      for await (const [account, { holds }] of records.entries()) {
        for (const [jobId, hold] of Object.entries(holds)) yield { account, jobId, ...hold };
      }
    },
  };
}

/** A refusal of one account with what a sentence about it needs. */
function refusal(error: unknown, purse: Payer["purse"], resetsAt: number): unknown {
  if (!(error instanceof UserError)) return error;
  return new UserError(error.code, { facts: { ...error.facts, purse, resetsAt } });
}
