import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { AppError } from "../../src/core/errors.ts";
import { accountRecord } from "../../src/services/account-record.ts";
import type { Payer } from "../../src/services/allowance.ts";
import { createLedger } from "../../src/services/ledger.ts";
import type { Closing } from "../../src/services/ledger.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { tempDir } from "../support/temp-dir.ts";

const noon = Date.parse("2026-11-22T12:00:00Z");
const dayMs = 24 * 60 * 60 * 1000;
const endOfDay = Date.parse("2026-11-22T23:00:00Z");

const person = (credits = 10): Payer => ({
  account: "guild:7:1",
  purse: "person",
  credits,
  from: "bot",
});
const pool = (credits: number): Payer => ({
  account: "pool:7",
  purse: "pool",
  credits,
  from: "server",
});
const owner = (credits: number): Payer => ({
  account: "owner",
  purse: "owner",
  credits,
  from: "bot",
});

async function openLedger() {
  const store = await openStore(`sqlite:${join(tempDir(), "bot.sqlite")}`);
  onTestFinished(() => store.close());
  const records = store.records("account", accountRecord);
  const time = { now: noon };
  const ledger = createLedger({
    records,
    clock: () => time.now,
    period: "day",
    timeZone: "Europe/Berlin",
  });
  const hold = (jobId: string, price: number, payers: Payer[] = [person()]) =>
    ledger.hold({ jobId, price, payers, by: "1", why: "swap" });
  const left = async (payer: Payer = person()) => (await ledger.balance(payer)).left;
  return { ledger, hold, left, records, store, time };
}

const closing = (jobId: string, payers: Payer[] = [person()]): Closing => ({
  jobId,
  accounts: payers.map(({ account }) => account),
  by: "bot",
  why: "done",
});
const adjusting = { account: person().account, allowance: person(), by: "9", why: "a good deed" };

describe("the ledger", () => {
  test("reserves, takes and gives back", async () => {
    const { ledger, hold } = await openLedger();
    expect(await ledger.balance(person())).toEqual({
      allowance: 10,
      from: "bot",
      used: 0,
      held: 0,
      extra: 0,
      left: 10,
      frozen: false,
      resetsAt: endOfDay,
    });
    await hold("a", 4);
    await hold("b", 3);
    expect(await ledger.balance(person())).toMatchObject({ used: 0, held: 7, left: 3 });
    expect(await ledger.settle(closing("a"))).toBe("settled");
    expect(await ledger.release(closing("b"))).toBe("released");
    expect(await ledger.balance(person())).toMatchObject({ used: 4, held: 0, left: 6 });
  });

  test("goes on with a hold that the store broke off between two accounts", async () => {
    const { records, store, time } = await openLedger();
    let isDown = true;
    const ledger = createLedger({
      records: {
        ...records,
        async update(key, change) {
          if (key === "pool:7" && isDown) throw new AppError("STORE_FAILED");
          return records.update(key, change);
        },
      },
      clock: () => time.now,
      period: "day",
      timeZone: "Europe/Berlin",
    });
    const payers = [person(), pool(100)];
    const request = { jobId: "a", price: 4, payers, by: "1", why: "swap" };
    await expect(ledger.hold(request)).rejects.toMatchObject({ code: "STORE_FAILED" });
    isDown = false;
    expect(await ledger.hold(request)).toEqual({ kind: "held", price: 4, of: 10 });
    expect(await ledger.balance(pool(100))).toMatchObject({ held: 4 });
    await store.check();
  });

  test("refuses what is not there, with the figures a sentence needs", async () => {
    const { ledger, hold } = await openLedger();
    await hold("a", 3, [person(5)]);
    await expect(hold("b", 3, [person(5)])).rejects.toMatchObject({
      code: "NO_CREDITS",
      facts: { price: 3, left: 2, purse: "person", resetsAt: endOfDay },
    });
    expect(await ledger.balance(person(5))).toMatchObject({ held: 3, left: 2 });
  });

  test("does every act once however often it is asked, and the first end wins", async () => {
    const { ledger, hold } = await openLedger();
    const payers = [person(), pool(100), owner(1000)];
    expect(await hold("a", 4, payers)).toEqual({ kind: "held", price: 4, of: 10 });
    expect(await hold("a", 6, payers)).toEqual({ kind: "held", price: 4, of: 10 });
    const all = closing("a", payers);
    expect(await ledger.settle(all)).toBe("settled");
    expect(await ledger.settle(all)).toBe("settled");
    expect(await ledger.release(all)).toBe("settled");
    expect(await hold("a", 4, payers)).toEqual({ kind: "closed", end: "settled" });
    for (const payer of payers) {
      expect(await ledger.balance(payer)).toMatchObject({ used: 4, held: 0 });
    }
    expect(await ledger.refund(all)).toBe("refunded");
    expect(await ledger.refund(all)).toBe("refunded");
    expect(await ledger.settle(all)).toBe("refunded");
    for (const payer of payers) {
      expect(await ledger.balance(payer)).toMatchObject({ used: 0, held: 0 });
    }
  });

  test("knows nothing of a job that was never held", async () => {
    const { ledger } = await openLedger();
    expect(await ledger.settle(closing("a"))).toBe("none");
    expect(await ledger.refund(closing("a"))).toBe("none");
  });

  test("holds nothing for a job that was released before, by a process that was late", async () => {
    const { ledger, hold, left } = await openLedger();
    const payers = [person(), pool(100)];
    expect(await ledger.release(closing("a", payers))).toBe("released");
    expect(await hold("a", 4, payers)).toEqual({ kind: "closed", end: "released" });
    expect([await left(), await left(pool(100))]).toEqual([10, 100]);
    expect(await ledger.history(person().account)).toEqual([]);
  });

  test("says again who had no credits when a crash came before anybody was told", async () => {
    const { ledger, hold } = await openLedger();
    const payers = [person(), pool(3)];
    const refused = { code: "NO_CREDITS", facts: { purse: "pool", price: 4, left: 3 } };
    await expect(hold("a", 4, payers)).rejects.toMatchObject(refused);
    await expect(hold("a", 4, payers)).rejects.toMatchObject(refused);
    await ledger.adjust({
      ...adjusting,
      account: "pool:7",
      id: "f",
      adjustment: { act: "freeze" },
    });
    await expect(hold("a", 4, payers)).rejects.toMatchObject({
      code: "ACCOUNT_FROZEN",
      facts: { purse: "pool" },
    });
  });

  test("never sells more than there is to many jobs at once", async () => {
    const { hold } = await openLedger();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, job) => hold(`j${job}`, 1)),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(10);
  });

  test("throws when the store is gone and never reads it as a new account", async () => {
    const { ledger, hold, store } = await openLedger();
    await hold("a", 10);
    await store.close();
    const failure = { code: "STORE_FAILED" };
    await expect(ledger.balance(person())).rejects.toMatchObject(failure);
    await expect(hold("b", 1)).rejects.toMatchObject(failure);
    await expect(ledger.settle(closing("a"))).rejects.toMatchObject(failure);
  });
});

describe("a hold on several accounts", () => {
  test.each([
    ["pool", [person(), pool(3), owner(100)]],
    ["owner", [person(), pool(100), owner(3)]],
  ])("takes nothing anywhere when the %s is short", async (purse, payers) => {
    const { ledger, hold, left } = await openLedger();
    await expect(hold("a", 4, payers)).rejects.toMatchObject({
      code: "NO_CREDITS",
      facts: { purse, price: 4, left: 3 },
    });
    for (const payer of payers) expect(await left(payer)).toBe(payer.credits);
    const open = [];
    for await (const one of ledger.holds()) open.push(one);
    expect(open).toEqual([]);
  });

  test("ends everywhere when an earlier try had ended it on the first account alone", async () => {
    const { ledger, hold, left } = await openLedger();
    const payers = [person(), pool(100), owner(100)];
    await hold("a", 4, payers);
    // As if the process had died here.
    await ledger.settle(closing("a", [person()]));
    expect(await ledger.release(closing("a", payers))).toBe("settled");
    expect([await left(), await left(pool(100)), await left(owner(100))]).toEqual([6, 96, 96]);
  });

  test("is completed when an earlier try held the first account alone", async () => {
    const { hold, left } = await openLedger();
    await hold("a", 4, [person()]);
    await hold("a", 4, [person(), pool(100)]);
    expect([await left(), await left(pool(100))]).toEqual([6, 96]);
  });
});

describe("the ledger and the clock", () => {
  test("charges a job to the day it began, even if it ends on the next", async () => {
    const { ledger, hold, records, time } = await openLedger();
    await hold("late", 4);
    time.now += dayMs;
    expect(await ledger.balance(person())).toMatchObject({ used: 0, left: 10 });
    await hold("other", 1);
    await ledger.settle(closing("late"));
    expect(await ledger.balance(person())).toMatchObject({ used: 0, left: 9 });
    expect((await records.get(person().account))?.past).toEqual({ "day:2026-11-22": 4 });
  });

  test("gives nothing away when the clock steps back over midnight and forward again", async () => {
    const { ledger, hold, left, time } = await openLedger();
    await hold("a", 7);
    await ledger.settle(closing("a"));
    await hold("b", 3);
    time.now -= 2 * dayMs;
    expect(await left()).toBe(0);
    await expect(hold("c", 1)).rejects.toMatchObject({ code: "NO_CREDITS" });
    await ledger.settle(closing("b"));
    expect(await left()).toBe(0);
    time.now += 2 * dayMs;
    expect(await left()).toBe(0);
  });

  test("takes no day away when the clock was days ahead for a while", async () => {
    const { ledger, hold, left, time } = await openLedger();
    await hold("today", 2);
    time.now += 8 * dayMs;
    await hold("ahead", 5);
    await ledger.settle(closing("ahead"));
    time.now -= 8 * dayMs;
    await ledger.settle(closing("today"));
    expect(await left()).toBe(5);
    for (let day = 1; day < 8; day += 1) {
      time.now += dayMs;
      expect(await left()).toBe(10);
      await hold(`day ${day}`, 10);
      await ledger.settle(closing(`day ${day}`));
    }
    // The day that was used in advance.
    time.now += dayMs;
    expect(await left()).toBe(5);
    time.now += dayMs;
    expect(await left()).toBe(10);
  });

  test("denies and takes nothing back after the allowance was lowered", async () => {
    const { ledger, hold } = await openLedger();
    await hold("a", 6);
    await ledger.settle(closing("a"));
    expect(await ledger.balance(person(4))).toMatchObject({ allowance: 4, used: 6, left: 0 });
    await expect(hold("b", 1, [person(4)])).rejects.toMatchObject({ code: "NO_CREDITS" });
  });
});

describe("an account that is steered by hand", () => {
  test("spends what was granted last, and keeps it over the end of the period", async () => {
    const { ledger, hold, left, time } = await openLedger();
    await ledger.adjust({ ...adjusting, id: "g", adjustment: { act: "grant", credits: 5 } });
    expect(await left()).toBe(15);
    await hold("a", 12);
    expect(await left()).toBe(3);
    await ledger.settle(closing("a"));
    expect(await ledger.balance(person())).toMatchObject({ used: 10, extra: 3, left: 3 });
    time.now += dayMs;
    expect(await ledger.balance(person())).toMatchObject({ used: 0, extra: 3, left: 13 });
    await ledger.refund(closing("a"));
    expect(await ledger.balance(person())).toMatchObject({ used: 0, extra: 5, left: 15 });
  });

  test("loses what was taken, from the extra credits first and never below none", async () => {
    const { ledger, left } = await openLedger();
    await ledger.adjust({ ...adjusting, id: "g", adjustment: { act: "grant", credits: 5 } });
    const take = (id: string, credits: number) =>
      ledger.adjust({ ...adjusting, id, adjustment: { act: "take", credits } });
    expect((await take("t1", 8)).after).toMatchObject({ extra: 0, used: 3, left: 7 });
    expect((await take("t2", 100)).after).toMatchObject({ used: 10, left: 0 });
    await ledger.adjust({ ...adjusting, id: "r", adjustment: { act: "reset" } });
    expect(await left()).toBe(10);
  });

  test("has its own allowance before every rule until that is taken off", async () => {
    const { ledger, hold, left } = await openLedger();
    const set = (id: string, credits: number | undefined) =>
      ledger.adjust({ ...adjusting, id, adjustment: { act: "set", credits } });
    const { before, after } = await set("s1", 40);
    expect([before.left, after.left, after.from]).toEqual([10, 40, "own"]);
    await hold("a", 30);
    expect((await set("s2", undefined)).after).toMatchObject({ from: "bot", left: 0 });
    await ledger.release(closing("a"));
    expect(await left()).toBe(10);
  });

  test("is denied while it is frozen, but for jobs that run already", async () => {
    const { ledger, hold } = await openLedger();
    await hold("a", 1);
    await ledger.adjust({ ...adjusting, id: "f", adjustment: { act: "freeze" } });
    await expect(hold("b", 1)).rejects.toMatchObject({ code: "ACCOUNT_FROZEN" });
    expect(await ledger.settle(closing("a"))).toBe("settled");
    await ledger.adjust({ ...adjusting, id: "u", adjustment: { act: "unfreeze" } });
    expect(await hold("b", 1)).toMatchObject({ kind: "held" });
  });

  test("does what a command asks once, also when Discord delivers the command twice", async () => {
    const { ledger, left } = await openLedger();
    const grant = { ...adjusting, id: "g", adjustment: { act: "grant", credits: 5 } } as const;
    await Promise.all([ledger.adjust(grant), ledger.adjust(grant)]);
    await ledger.adjust(grant);
    expect(await left()).toBe(15);
  });
});

describe("the log of an account", () => {
  test("says who, why and every figure before and after", async () => {
    const { ledger, hold } = await openLedger();
    await hold("a", 4);
    await ledger.settle(closing("a"));
    await ledger.adjust({ ...adjusting, id: "s", adjustment: { act: "set", credits: 7 } });
    expect(await ledger.history(person().account)).toMatchObject([
      { seq: 3, act: "set", by: "9", why: "a good deed", own: [null, 7], used: [4, 4] },
      { seq: 2, act: "settle", id: "a", used: [0, 4], held: [4, 0], extra: [0, 0] },
      { seq: 1, act: "hold", by: "1", why: "swap", period: "day:2026-11-22", held: [0, 4] },
    ]);
  });

  test("keeps what was not exported, and of the rest the last 50", async () => {
    const { ledger, hold, records } = await openLedger();
    for (let job = 0; job < 40; job += 1) {
      await hold(`j${job}`, 1, [person(1000)]);
      await ledger.settle(closing(`j${job}`));
    }
    const { account } = person();
    expect((await records.get(account))?.log.length).toBe(80);
    await records.update(account, (record) => {
      if (!record) throw new Error("no record");
      return { ...record, exported: 80 };
    });
    await hold("next", 1, [person(1000)]);
    const stored = await records.get(account);
    expect(stored?.log.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => i + 32));
  });

  test("buries no finished job because the clock jumped", async () => {
    const { ledger, hold, time } = await openLedger();
    await hold("a", 1);
    await ledger.settle(closing("a"));
    time.now += 800 * dayMs;
    await hold("b", 1);
    expect(await hold("a", 1)).toEqual({ kind: "closed", end: "settled" });
  });
});

test("an account of the first version is taken over with what it had", async () => {
  const { store, ledger, hold } = await openLedger();
  const old = {
    v: 1,
    seq: 9,
    period: "day:2026-11-22",
    used: 3,
    holds: { run: { price: 2, period: "day:2026-11-22", at: noon } },
    closed: { old: { price: 3, period: "day:2026-11-22", at: noon, end: "settled" } },
    log: [],
  };
  await store.records("account", z.unknown()).update(person().account, () => old);
  expect(await ledger.balance(person())).toMatchObject({ used: 3, held: 2, left: 5 });
  expect(await hold("old", 1)).toEqual({ kind: "closed", end: "settled" });
  expect(await ledger.settle(closing("run"))).toBe("settled");
  expect(await ledger.history(person().account)).toMatchObject([
    { seq: 11, act: "settle" },
    { seq: 10, act: "open", used: [0, 3], held: [0, 2] },
  ]);
});
