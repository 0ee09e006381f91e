import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import type { AccountRecord } from "../../src/services/account-record.ts";
import { createLedger } from "../../src/services/ledger.ts";
import { createCalendar, laterPeriod } from "../../src/services/period.ts";
import { slowRecords } from "../support/slow-records.ts";
import type { SlowRecordsOptions } from "../support/slow-records.ts";

const allowance = 10;
const account = "person:1";
const utcDays = createCalendar("day", "UTC");
const noon = Date.parse("2026-11-22T12:00:00Z");

/** All that may ever happen to one job. */
const possibleActs = ["hold", "hold settle", "hold release", "hold settle refund"];
const verbOf: Record<string, string> = {
  settled: "settle",
  released: "release",
  refunded: "refund",
};

interface Act {
  readonly verb: "hold" | "settle" | "release" | "refund";
  readonly job: string;
}
/** Acts that are under way together, after the clock moved. */
interface Batch {
  readonly clockHours: number;
  readonly acts: readonly Act[];
}

const prices: Record<string, number> = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 };
const anAct = fc.record({
  verb: fc.constantFrom<Act["verb"][]>("hold", "hold", "settle", "release", "refund"),
  job: fc.constantFrom(...Object.keys(prices)),
});
const histories = fc.record({
  batches: fc.array(
    fc.record({
      // Forward and back: somebody sets the clock.
      clockHours: fc.integer({ min: -24, max: 24 }),
      acts: fc.array(anAct, { minLength: 1, maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  ticks: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 }),
});

type Options = Partial<SlowRecordsOptions<AccountRecord>>;

/** Plays a history against the ledger and throws as soon as the account says what cannot be. */
async function play(
  history: { batches: readonly Batch[]; ticks: readonly number[] },
  spoil: Options = {},
): Promise<void> {
  let turn = 0;
  let now = noon;
  const records = slowRecords<AccountRecord>({
    ticks: () => history.ticks[turn++ % history.ticks.length],
    ...spoil,
  });
  const ends = new Map<string, Set<string>>();
  const granted = new Set<string>();

  for (const { clockHours, acts: together } of history.batches) {
    now += clockHours * 3_600_000;
    const before = await records.get(account);
    // A new ledger for each batch, as after a restart: nothing may live in memory.
    const ledger = createLedger({
      records,
      clock: () => now,
      policy: { creditsPerPeriod: allowance, period: "day", timeZone: "UTC" },
    });
    await Promise.all(
      together.map(async ({ verb, job }) => {
        const booking = { account, jobId: job, by: "test", why: "model" };
        if (verb === "hold") {
          try {
            const outcome = await ledger.hold({ ...booking, price: prices[job] });
            if (outcome.kind === "held") granted.add(job);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
          return;
        }
        const end = await ledger[verb](booking);
        if (end !== "none") ends.set(job, (ends.get(job) ?? new Set()).add(end));
      }),
    );
    const after = await records.get(account);
    if (!after) continue;
    expect(after.period >= (before?.period ?? "")).toBe(true);
    checkAccount(after, granted, ends);
  }
}

/** Replays the account's log by the rules and compares: the log must be possible, and it must explain the record. */
function checkAccount(
  record: AccountRecord,
  granted: ReadonlySet<string>,
  ends: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  let period = "day:0000-00-00";
  let used = 0;
  const open = new Map<string, string>();
  const settled = new Map<string, string>();
  const acts = new Map<string, string[]>();
  for (const entry of record.log) {
    const { act, jobId, price } = entry;
    expect(entry.period >= laterPeriod(period, utcDays.keyAt(entry.at))).toBe(true);
    if (entry.period !== period) used = 0;
    period = entry.period;
    acts.set(jobId, [...(acts.get(jobId) ?? []), act]);
    if (act === "hold") {
      open.set(jobId, period);
      const held = [...open].filter(([, of]) => of === period).map(([job]) => prices[job]);
      expect(used + held.reduce((sum, next) => sum + next, 0)).toBeLessThanOrEqual(allowance);
    } else if (act === "refund") {
      if (settled.get(jobId) === period) used -= price;
    } else {
      if (act === "settle" && open.get(jobId) === period) used += price;
      if (act === "settle") settled.set(jobId, open.get(jobId) ?? "");
      open.delete(jobId);
    }
  }
  for (const done of acts.values()) expect(possibleActs).toContain(done.join(" "));
  expect(record.used).toBe(record.period === period ? used : 0);
  expect(Object.keys(record.holds).toSorted()).toEqual([...open.keys()].toSorted());
  // What was said to a caller must have happened.
  for (const job of granted) expect(acts.get(job)).toContain("hold");
  for (const [job, said] of ends) {
    for (const end of said) expect(acts.get(job)).toContain(verbOf[end]);
  }
}

describe("the ledger", () => {
  test("grants no credit twice and loses none, in any order of acts, crashes and clocks", async () => {
    const ledger = fc.asyncProperty(histories, (history) => play(history));
    const { failed, counterexample, errorInstance } = await fc.check(ledger, { numRuns: 1000 });
    expect({ failed, counterexample, errorInstance }).toMatchObject({ failed: false });
  });

  test("is found out by this model when writes do not look before they leap", async () => {
    const unsafe = fc.asyncProperty(histories, (history) => play(history, { conditional: false }));
    expect((await fc.check(unsafe, { numRuns: 1000 })).failed).toBe(true);
  });

  test("is found out by this model when it forgets which jobs are closed", async () => {
    const forgetful = fc.asyncProperty(histories, (history) =>
      play(history, { onWrite: (next) => ({ ...next, closed: {} }) }),
    );
    expect((await fc.check(forgetful, { numRuns: 1000 })).failed).toBe(true);
  });
});
