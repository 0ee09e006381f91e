import type { AccountRecord } from "./account-record.ts";
import { isEarlierPeriod } from "./period.ts";

/** Periods whose use is remembered; a clock that is off by more than this many days has other problems. */
const rememberedPeriods = 40;

/** Credits of the allowance settled in any period that is remembered. */
export function usedIn(account: AccountRecord, period: string): number {
  return period === account.period ? account.used : (account.past[period] ?? 0);
}

export function withUsedIn(account: AccountRecord, period: string, used: number): AccountRecord {
  if (period === account.period) return { ...account, used };
  return { ...account, past: remembered({ ...account.past, [period]: used }) };
}

/** The account in another period, whose use is what is remembered of it. */
export function movedTo(account: AccountRecord, period: string): AccountRecord {
  if (period === account.period) return account;
  const { [period]: used = 0, ...others } = account.past;
  const past = remembered({ ...others, [account.period]: account.used });
  return { ...account, period, used, past };
}

/**
 * What later periods than the account's own have used beyond it: above 0 only when the clock was set back. Counting it
 * keeps the person from getting more by that than they had a moment before; a period that begins afterwards is fresh.
 */
export function carriedBack(account: AccountRecord, later: string): number {
  if (!isEarlierPeriod(account.period, later)) return 0;
  return Math.max(0, usedIn(account, later) - account.used);
}

function remembered(past: Readonly<Record<string, number>>): Record<string, number> {
  const used = Object.entries(past).filter(([, credits]) => credits > 0);
  const newestFirst = used.toSorted(([one], [other]) => (one < other ? 1 : -1));
  return Object.fromEntries(newestFirst.slice(0, rememberedPeriods));
}
