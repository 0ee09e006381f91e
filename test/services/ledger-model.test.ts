import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import { auditAccount } from "../../src/services/account-audit.ts";
import type { AccountRecord } from "../../src/services/account-record.ts";
import type { Payer } from "../../src/services/allowance.ts";
import { createLedger } from "../../src/services/ledger.ts";
import { createCalendar } from "../../src/services/period.ts";
import { slowRecords } from "../support/slow-records.ts";
import type { SlowRecordsOptions } from "../support/slow-records.ts";

const person: Payer = { account: "guild:7:1", purse: "person", credits: 10, from: "bot" };
const pool: Payer = { account: "pool:7", purse: "pool", credits: 12, from: "server" };
const payers = [person, pool];
const accounts = payers.map(({ account }) => account);
const utcDays = createCalendar("day", "UTC");
const noon = Date.parse("2026-11-22T12:00:00Z");

/** All that may ever happen to one job on one account. */
const possibleActs = ["hold", "hold settle", "hold release", "hold settle refund"];
const verbOf: Record<string, string> = {
  settled: "settle",
  released: "release",
  refunded: "refund",
};

interface Act {
  readonly verb: "hold" | "settle" | "release" | "refund" | "grant" | "take" | "reset";
  readonly job: string;
}
/** Acts that are under way together, after the clock moved. */
interface Batch {
  readonly clockHours: number;
  readonly acts: readonly Act[];
}

const prices: Record<string, number> = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 };
const anAct = fc.record({
  verb: fc.oneof(
    { weight: 5, arbitrary: fc.constant("hold" as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom<Act["verb"][]>("settle", "settle", "release", "refund"),
    },
    { weight: 2, arbitrary: fc.constantFrom<Act["verb"][]>("grant", "take", "reset") },
  ),
  job: fc.constantFrom(...Object.keys(prices)),
});
const histories = fc.record({
  batches: fc.array(
    fc.record({
      // Forward and back by days: somebody sets the clock.
      clockHours: fc.oneof(fc.integer({ min: -24, max: 24 }), fc.integer({ min: -96, max: 96 })),
      acts: fc.array(anAct, { minLength: 1, maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  ticks: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 }),
});

type Options = Partial<SlowRecordsOptions<AccountRecord>>;

/** Plays a history against the ledger and throws as soon as an account says what cannot be. */
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
  const seen = new Set<string>();
  // A new ledger for each batch, as after a restart: nothing may live in memory.
  const open = () => createLedger({ records, clock: () => now, period: "day", timeZone: "UTC" });

  for (const [round, { clockHours, acts }] of history.batches.entries()) {
    const before = await open().balance(person);
    now += clockHours * 3_600_000;
    const ledger = open();
    const after = await ledger.balance(person);
    const today = utcDays.keyAt(now);
    // No gift: a clock that goes back leaves nobody with more than a moment before.
    const most = clockHours <= 0 ? before.left : Infinity;
    expect(after.left).toBeLessThanOrEqual(most);
    // No theft: a day that no clock has shown yet is there in full, but for what runs.
    const least = clockHours >= 0 && !seen.has(today) ? person.credits : 0;
    expect(after.left + after.held).toBeGreaterThanOrEqual(least);
    seen.add(today);

    await Promise.all(
      acts.map(async ({ verb, job }, index) => {
        const cause = { jobId: job, by: "test", why: "model" };
        if (verb === "hold") {
          try {
            const outcome = await ledger.hold({ ...cause, price: prices[job], payers });
            if (outcome.kind === "held") granted.add(job);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
        } else if (verb === "grant" || verb === "take" || verb === "reset") {
          const adjustment =
            verb === "reset" ? ({ act: verb } as const) : { act: verb, credits: prices[job] };
          const id = `command ${round} ${index}`;
          const { account } = person;
          await ledger.adjust({ ...cause, account, allowance: person, id, adjustment });
        } else {
          const end = await ledger[verb]({ ...cause, accounts });
          if (end !== "none") ends.set(job, (ends.get(job) ?? new Set()).add(end));
        }
      }),
    );
    for (const payer of payers) {
      const record = await records.get(payer.account);
      if (record) checkAccount(record, payer, payer === person ? { granted, ends } : undefined);
    }
  }
}

interface Said {
  readonly granted: ReadonlySet<string>;
  readonly ends: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Replays the account's log by the rules and compares: the log must be possible, and it must explain the record. */
function checkAccount(record: AccountRecord, { credits }: Payer, said: Said | undefined): void {
  expect(auditAccount(record, record.log)).toEqual([]);
  const acts = new Map<string, string[]>();
  const did = new Set(record.log.map(({ act }) => act));
  // What is carried back is counted on top of what the earlier day holds: it may deny too much, and sells nothing.
  const most = did.has("carry") ? Infinity : credits;
  const spent = new Map<string, number>();
  for (const { act, id, used, held, extra, period } of record.log) {
    if (act !== "carry") spent.set(period, (spent.get(period) ?? 0) + used[1] - used[0]);
    if (!/^(command|carry)/.test(id)) acts.set(id, [...(acts.get(id) ?? []), act]);
    expect(used[1]).toBeGreaterThanOrEqual(0);
    expect(extra[1]).toBeGreaterThanOrEqual(0);
    expect(used[1]).toBeLessThanOrEqual(most);
    if (act === "hold") expect(held[1] - held[0]).toBeGreaterThan(0);
  }
  const allowed = did.has("reset") ? Infinity : credits;
  expect(Math.max(0, ...spent.values())).toBeLessThanOrEqual(allowed);
  for (const done of acts.values()) expect(possibleActs).toContain(done.join(" "));
  const open = [...acts].filter(([, done]) => done.join(" ") === "hold").map(([job]) => job);
  expect(Object.keys(record.holds).toSorted()).toEqual(open.toSorted());
  const ofPeriod = Object.values(record.holds).filter(({ period }) => period === record.period);
  const load = ofPeriod.reduce((sum, { price, extra }) => sum + price - extra, record.used);
  // Taking from whoever runs at the same time may leave less, never more.
  expect(load).toBeLessThanOrEqual(most);
  if (!said) return;
  // What was said to a caller must have happened.
  for (const job of said.granted) expect(acts.get(job)).toContain("hold");
  for (const [job, outcomes] of said.ends) {
    for (const end of outcomes) {
      // One that is released before it is held never is.
      if (end === "released" && !acts.has(job)) continue;
      expect(acts.get(job)).toContain(verbOf[end]);
    }
  }
}

describe("the ledger", () => {
  test("grants no credit twice and loses none, in any order of acts, crashes and clocks", async () => {
    const ledger = fc.asyncProperty(histories, (history) => play(history));
    const { failed, counterexample, errorInstance } = await fc.check(ledger, { numRuns: 1500 });
    expect(failed, `${JSON.stringify(counterexample)} ${String(errorInstance)}`).toBe(false);
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
