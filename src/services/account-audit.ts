import { heldBy } from "./account-figures.ts";
import { usedIn } from "./account-period.ts";
import type { AccountRecord, LedgerEntry } from "./account-record.ts";

type Figures = Pick<AccountRecord, "extra" | "frozen"> & {
  readonly held: number;
  readonly own: number | null;
};

const start: Figures = { held: 0, extra: 0, own: null, frozen: false };

/**
 * Adds up an account's entries and compares the sum with what the record says, figure by figure.
 * @param entries in their order, from the very first one or from an `open` entry; of any version of the same entry one
 * @returns one line for each disagreement; none when the record is exactly what its entries make of it
 */
export function auditAccount(record: AccountRecord, entries: readonly LedgerEntry[]): string[] {
  const faults: string[] = [];
  const used = new Map<string, number>();
  let figures = start;
  let seq = 0;

  function compare(what: string, expected: unknown, found: unknown): void {
    if (expected !== found) faults.push(`${what} is ${String(found)}, not ${String(expected)}`);
  }

  for (const entry of entries) {
    const { period, held, extra, own, frozen } = entry;
    const at = `entry ${entry.seq} (${entry.act}): `;
    // What came before the takeover of an older record is not known.
    if (entry.act !== "open") compare(`${at}its number`, seq + 1, entry.seq);
    compare(`${at}used before`, used.get(period) ?? 0, entry.used[0]);
    compare(`${at}held before`, figures.held, held[0]);
    compare(`${at}extra before`, figures.extra, extra[0]);
    if (own) compare(`${at}own allowance before`, figures.own, own[0]);
    if (frozen) compare(`${at}frozen before`, figures.frozen, frozen[0]);
    seq = entry.seq;
    used.set(period, entry.used[1]);
    figures = {
      held: held[1],
      extra: extra[1],
      own: own ? own[1] : figures.own,
      frozen: frozen ? frozen[1] : figures.frozen,
    };
  }

  compare("the number of entries", seq, record.seq);
  compare("held", figures.held, heldBy(record));
  compare("extra", figures.extra, record.extra);
  compare("the own allowance", figures.own, record.own ?? null);
  compare("frozen", figures.frozen, record.frozen);
  for (const period of new Set([record.period, ...Object.keys(record.past)])) {
    compare(`used in ${period}`, used.get(period) ?? 0, usedIn(record, period));
  }
  return faults;
}
