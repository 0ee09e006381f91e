import type { AccountRecord } from "./account-record.ts";
import type { Allowance } from "./allowance.ts";
import { isEarlierPeriod } from "./period.ts";

/** What an account can spend, by the allowance that counts for it now. */
export interface Balance {
  /** Credits of the period. */
  readonly allowance: number;
  /** Which rule gave the allowance. */
  readonly from: Allowance["from"] | "own";
  readonly used: number;
  /** Held by jobs that run. */
  readonly held: number;
  /** What is there on top of the allowance, held or not. */
  readonly extra: number;
  /** Never negative, also after the allowance was lowered. */
  readonly left: number;
  readonly frozen: boolean;
  /** Unix milliseconds. */
  readonly resetsAt: number;
}

export interface Purse {
  readonly allowance: number;
  /** Free in the period's allowance. */
  readonly ofPeriod: number;
  /** Free in the extra credits. */
  readonly ofExtra: number;
}

/** What is free in the account's period. Both parts are at least 0. */
export function purseOf(account: AccountRecord, { credits }: Pick<Allowance, "credits">): Purse {
  const allowance = account.own ?? credits;
  const holds = Object.values(account.holds);
  // A hold of a later period can only be there when the clock was set back, and then it counts as well.
  const held = holds
    .filter(({ period }) => !isEarlierPeriod(period, account.period))
    .reduce((sum, { price, extra }) => sum + price - extra, 0);
  const heldExtra = holds.reduce((sum, { extra }) => sum + extra, 0);
  return {
    allowance,
    ofPeriod: Math.max(0, allowance - account.used - held),
    ofExtra: Math.max(0, account.extra - heldExtra),
  };
}

/** Credits held by all open jobs, of whatever period. */
export function heldBy({ holds }: Pick<AccountRecord, "holds">): number {
  return Object.values(holds).reduce((sum, { price }) => sum + price, 0);
}
