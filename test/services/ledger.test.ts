import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { accountRecord } from "../../src/services/account-record.ts";
import { createLedger } from "../../src/services/ledger.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { tempDir } from "../support/temp-dir.ts";

const noon = Date.parse("2026-11-22T12:00:00Z");
const dayMs = 24 * 60 * 60 * 1000;

async function openLedger(creditsPerPeriod = 10) {
  const store = await openStore(`sqlite:${join(tempDir(), "bot.sqlite")}`);
  onTestFinished(() => store.close());
  const records = store.records("account", accountRecord);
  const time = { now: noon };
  const withAllowance = (credits: number) =>
    createLedger({
      records,
      clock: () => time.now,
      policy: { creditsPerPeriod: credits, period: "day", timeZone: "Europe/Berlin" },
    });
  return { ledger: withAllowance(creditsPerPeriod), withAllowance, records, store, time };
}

const booking = (jobId: string) => ({ account: "person:1", jobId, by: "1", why: "swap" });

describe("the ledger", () => {
  test("reserves, takes and gives back", async () => {
    const { ledger } = await openLedger();
    const resetsAt = Date.parse("2026-11-22T23:00:00Z");
    expect(await ledger.balance("person:1")).toEqual({
      allowance: 10,
      used: 0,
      held: 0,
      left: 10,
      resetsAt,
    });
    await ledger.hold({ ...booking("a"), price: 4 });
    await ledger.hold({ ...booking("b"), price: 3 });
    expect(await ledger.balance("person:1")).toMatchObject({ used: 0, held: 7, left: 3 });
    expect(await ledger.settle(booking("a"))).toBe("settled");
    expect(await ledger.release(booking("b"))).toBe("released");
    expect(await ledger.balance("person:1")).toMatchObject({ used: 4, held: 0, left: 6 });
  });

  test("refuses what is not there, with the figures a sentence needs", async () => {
    const { ledger } = await openLedger(5);
    await ledger.hold({ ...booking("a"), price: 3 });
    await expect(ledger.hold({ ...booking("b"), price: 3 })).rejects.toMatchObject({
      code: "NO_CREDITS",
      facts: { price: 3, left: 2, resetsAt: Date.parse("2026-11-22T23:00:00Z") },
    });
    expect(await ledger.balance("person:1")).toMatchObject({ held: 3, left: 2 });
  });

  test("does every act once however often it is asked, and the first end wins", async () => {
    const { ledger } = await openLedger();
    expect(await ledger.hold({ ...booking("a"), price: 4 })).toEqual({ kind: "held", price: 4 });
    expect(await ledger.hold({ ...booking("a"), price: 6 })).toEqual({ kind: "held", price: 4 });
    expect(await ledger.settle(booking("a"))).toBe("settled");
    expect(await ledger.settle(booking("a"))).toBe("settled");
    expect(await ledger.release(booking("a"))).toBe("settled");
    expect(await ledger.hold({ ...booking("a"), price: 4 })).toEqual({
      kind: "closed",
      end: "settled",
    });
    expect(await ledger.balance("person:1")).toMatchObject({ used: 4, held: 0 });
    expect(await ledger.refund(booking("a"))).toBe("refunded");
    expect(await ledger.refund(booking("a"))).toBe("refunded");
    expect(await ledger.settle(booking("a"))).toBe("refunded");
    expect(await ledger.balance("person:1")).toMatchObject({ used: 0, left: 10 });
  });

  test("knows nothing of a job that was never held", async () => {
    const { ledger } = await openLedger();
    expect(await ledger.settle(booking("a"))).toBe("none");
    expect(await ledger.release(booking("a"))).toBe("none");
    expect(await ledger.refund(booking("a"))).toBe("none");
  });

  test("never sells more than there is to many jobs at once", async () => {
    const { ledger } = await openLedger(10);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, job) => ledger.hold({ ...booking(`j${job}`), price: 1 })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(10);
  });

  test("charges a job to the day it began, even if it ends on the next", async () => {
    const { ledger, time } = await openLedger();
    await ledger.hold({ ...booking("late"), price: 4 });
    time.now += dayMs;
    expect(await ledger.balance("person:1")).toMatchObject({ used: 0, held: 0, left: 10 });
    await ledger.settle(booking("late"));
    expect(await ledger.balance("person:1")).toMatchObject({ used: 0, left: 10 });
  });

  test("gives nothing away when the clock steps back over midnight and forward again", async () => {
    const { ledger, time } = await openLedger();
    await ledger.hold({ ...booking("a"), price: 10 });
    await ledger.settle(booking("a"));
    time.now -= 2 * dayMs;
    expect(await ledger.balance("person:1")).toMatchObject({ used: 10, left: 0 });
    await expect(ledger.hold({ ...booking("b"), price: 1 })).rejects.toMatchObject({
      code: "NO_CREDITS",
    });
    time.now += 2 * dayMs;
    expect(await ledger.balance("person:1")).toMatchObject({ left: 0 });
  });

  test("denies and takes nothing back after the allowance was lowered", async () => {
    const { ledger, withAllowance } = await openLedger(10);
    await ledger.hold({ ...booking("a"), price: 6 });
    await ledger.settle(booking("a"));
    const poorer = withAllowance(4);
    expect(await poorer.balance("person:1")).toMatchObject({ allowance: 4, used: 6, left: 0 });
    await expect(poorer.hold({ ...booking("b"), price: 1 })).rejects.toMatchObject({
      code: "NO_CREDITS",
    });
  });

  test("keeps the last 50 acts with who and why, and closed jobs for a week", async () => {
    const { ledger, records, time } = await openLedger(1000);
    for (let job = 0; job < 40; job += 1) {
      await ledger.hold({ ...booking(`j${job}`), price: 1 });
      await ledger.settle(booking(`j${job}`));
    }
    const stored = await records.get("person:1");
    expect(stored?.log.length).toBe(50);
    expect(stored?.log.at(-1)).toEqual({
      seq: 80,
      act: "settle",
      jobId: "j39",
      price: 1,
      at: noon,
      period: "day:2026-11-22",
      by: "1",
      why: "swap",
    });
    expect(Object.keys(stored?.closed ?? {}).length).toBe(40);
    time.now += 8 * dayMs;
    await ledger.hold({ ...booking("new"), price: 1 });
    expect(Object.keys((await records.get("person:1"))?.closed ?? {})).toEqual([]);
  });

  test("throws when the store is gone and never reads it as a new account", async () => {
    const { ledger, store } = await openLedger();
    await ledger.hold({ ...booking("a"), price: 10 });
    await store.close();
    const failure = { code: "STORE_FAILED" };
    await expect(ledger.balance("person:1")).rejects.toMatchObject(failure);
    await expect(ledger.hold({ ...booking("b"), price: 1 })).rejects.toMatchObject(failure);
    await expect(ledger.settle(booking("a"))).rejects.toMatchObject(failure);
  });
});
