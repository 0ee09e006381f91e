import { appendFileSync, mkdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { sleep } from "../../src/core/deadline.ts";
import { createLogger } from "../../src/core/logger.ts";
import { accountRecord } from "../../src/services/account-record.ts";
import type { AccountRecord } from "../../src/services/account-record.ts";
import type { Payer } from "../../src/services/allowance.ts";
import { createAuditExport, keepExporting } from "../../src/services/audit-export.ts";
import { auditCredits, readAuditFiles } from "../../src/services/credit-audit.ts";
import { jobRecord, newJobRecord } from "../../src/services/job-record.ts";
import type { JobRecord } from "../../src/services/job-record.ts";
import { createLedger } from "../../src/services/ledger.ts";
import { createServerRules } from "../../src/services/server-rules.ts";
import { serverSettings } from "../../src/services/server-settings.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { tempDir } from "../support/temp-dir.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import { nowhere } from "../support/nowhere.ts";

const account = "person:1";
const payer: Payer = { account, purse: "person", credits: 1000, from: "bot" };
const cause = { by: "1", why: "swap" };

async function openCredits() {
  const folder = tempDir();
  const store = await openStore(`sqlite:${join(folder, "bot.sqlite")}`);
  onTestFinished(() => store.close());
  const path = join(folder, "audit/credits.jsonl");
  let looks = 0;
  const stored = store.records("account", accountRecord);
  const auditExport = createAuditExport({
    accounts: {
      ...stored,
      entries(unreadable) {
        looks += 1;
        return stored.entries(unreadable);
      },
    },
    servers: store.records("server", serverSettings),
    path,
  });
  const { accounts, servers } = auditExport;
  const jobs = store.records("job", jobRecord);
  const ledger = createLedger({
    records: accounts,
    clock: Date.now,
    period: "day",
    timeZone: "UTC",
  });
  const rules = createServerRules(servers, Date.now);
  const audit = async () =>
    auditCredits({ accounts, jobs, exported: await readAuditFiles([path]) });
  const lines = () => readFileSync(path, "utf8").trimEnd().split("\n");
  async function swap(jobId: string, end: "settle" | "release" = "settle") {
    await ledger.hold({ ...cause, jobId, price: 3, payers: [payer] });
    await ledger[end]({ ...cause, jobId, accounts: [account] });
  }
  async function spoil(change: (record: AccountRecord) => Partial<AccountRecord>) {
    await accounts.update(account, (record) => {
      if (!record) throw new Error("no record");
      return { ...record, ...change(record) };
    });
  }
  const looked = () => looks;
  return {
    accounts,
    jobs,
    ledger,
    rules,
    auditExport,
    audit,
    lines,
    path,
    swap,
    spoil,
    looked,
    store,
  };
}

function job(id: string, changes: Partial<JobRecord>): JobRecord {
  const made = newJobRecord(
    {
      id,
      personId: "1",
      guildId: undefined,
      roleIds: [],
      isBooster: false,
      place: nowhere,
      target: { url: "https://example.com/a.gif" },
      face: { url: "https://example.com/a.jpg" },
      wishes: plainWishes,
      reply: { applicationId: "1", token: "t", createdAt: 1, attachmentLimit: 1 },
    },
    1,
  );
  return { ...made, ...changes };
}

describe("the audit file", () => {
  test("gets every entry once, in a line with who, why, before and after", async () => {
    const { auditExport, rules, lines, swap } = await openCredits();
    await swap("a");
    expect(await auditExport.run()).toBe(2);
    await swap("b", "release");
    await rules.change("7", { what: "pool", credits: 50 }, { id: "c", by: "9", why: "spring" });
    expect(await auditExport.run()).toBe(3);
    expect(await auditExport.run()).toBe(0);
    const entries: unknown[] = lines().map((line) => JSON.parse(line));
    expect(entries).toMatchObject([
      { of: account, seq: 1, act: "hold", by: "1", why: "swap", held: [0, 3], id: "a" },
      { of: account, seq: 2, act: "settle", used: [0, 3], held: [3, 0] },
      { of: account, seq: 3, act: "hold", id: "b" },
      { of: account, seq: 4, act: "release", held: [3, 0] },
      { of: "server:7", seq: 1, what: "pool", by: "9", why: "spring", change: [null, 50] },
    ]);
  });

  test("has every entry of an account that had more than its record keeps", async () => {
    const { accounts, auditExport, audit, lines, swap } = await openCredits();
    for (let round = 0; round < 4; round += 1) {
      for (let index = 0; index < 20; index += 1) await swap(`${round}-${index}`);
      await auditExport.run();
    }
    await swap("last");
    expect((await accounts.get(account))?.log.length).toBe(50);
    expect(lines()).toHaveLength(160);
    expect(await audit()).toMatchObject({ entries: 162, disagreements: [] });
  });

  test("outlives a write that a full disk or a kill cut short", async () => {
    const { auditExport, audit, path, swap } = await openCredits();
    await swap("a");
    await auditExport.run();
    const before = readFileSync(path, "utf8");
    appendFileSync(path, before.slice(0, 40));
    await swap("b");
    await auditExport.run();
    expect(readFileSync(path, "utf8").startsWith(before)).toBe(true);
    expect(await audit()).toMatchObject({ entries: 4, disagreements: [] });
  });

  test("gets what changed without a look at every account", async () => {
    const { auditExport, rules, lines, looked, swap } = await openCredits();
    await swap("a");
    await rules.change("7", { what: "pool", credits: 50 }, { id: "c", by: "9", why: "" });
    expect(await auditExport.runChanged()).toBe(3);
    expect(await auditExport.runChanged()).toBe(0);
    await swap("b");
    expect(await auditExport.runChanged()).toBe(2);
    expect(lines()).toHaveLength(5);
    expect(looked()).toBe(0);
    // All of it is there, as a full look says.
    expect(await auditExport.run()).toBe(0);
    expect(looked()).toBe(1);
  });

  test("gets what changed beside an account that cannot be read any more", async () => {
    const { accounts, auditExport, rules, lines, store, swap } = await openCredits();
    await swap("a");
    await store.records("account", z.unknown()).update(account, () => "damaged");
    await rules.change("7", { what: "pool", credits: 50 }, { id: "c", by: "9", why: "" });
    await expect(accounts.get(account)).rejects.toMatchObject({ code: "STORE_FAILED" });
    expect(await auditExport.runChanged()).toBe(1);
    expect(lines().map((line): unknown => JSON.parse(line))).toMatchObject([
      { of: "server:7", what: "pool" },
    ]);
  });

  test("gets what it could not take a moment ago", async () => {
    const { auditExport, lines, path, swap } = await openCredits();
    mkdirSync(path, { recursive: true });
    await swap("a");
    await expect(auditExport.runChanged()).rejects.toThrow("EISDIR");
    rmdirSync(path);
    expect(await auditExport.runChanged()).toBe(2);
    expect(lines()).toHaveLength(2);
  });

  test("is looked through whole at first and once an hour, and else for what changed", async () => {
    const { auditExport, lines, looked, swap } = await openCredits();
    const stop = new AbortController();
    let minutes = 0;
    await keepExporting(auditExport, {
      everyMs: 60_000,
      async sleep() {
        minutes += 1;
        await swap(`${minutes}`);
        if (minutes === 121) stop.abort();
      },
      signal: stop.signal,
      log: createLogger({ level: "silent" }),
    });
    expect(looked()).toBe(3);
    expect(lines()).toHaveLength(242);
  });

  test("is finished when the bot stops", async () => {
    const { auditExport, lines, swap } = await openCredits();
    const stop = new AbortController();
    const log = createLogger({ level: "silent" });
    const keeping = keepExporting(auditExport, {
      everyMs: 60_000,
      sleep,
      signal: stop.signal,
      log,
    });
    await swap("a");
    stop.abort();
    await keeping;
    expect(lines()).toHaveLength(2);
  });
});

describe("the audit", () => {
  test("finds that the entries of all accounts add up to their balances", async () => {
    const { ledger, audit, auditExport, swap } = await openCredits();
    await swap("a");
    await swap("b", "release");
    const adjusting = { account, allowance: payer, by: "9", why: "" };
    await ledger.adjust({ ...adjusting, id: "g", adjustment: { act: "grant", credits: 5 } });
    await ledger.adjust({ ...adjusting, id: "f", adjustment: { act: "freeze" } });
    expect(await audit()).toEqual({ accounts: 1, entries: 6, jobs: 0, disagreements: [] });
    await auditExport.run();
    expect(await audit()).toEqual({ accounts: 1, entries: 6, jobs: 0, disagreements: [] });
  });

  test.each<[string, (record: AccountRecord) => Partial<AccountRecord>, RegExp]>([
    ["a changed balance", ({ used }) => ({ used: used - 1 }), /used in day:\S+ is 2, not 3$/],
    ["extra credits from nowhere", () => ({ extra: 9 }), /extra is 9, not 0$/],
    ["a lost entry", ({ log }) => ({ log: log.slice(0, 1) }), /number of entries is 2, not 1$/m],
    ["an own allowance from nowhere", () => ({ own: 99 }), /own allowance is 99, not null$/],
    [
      "an edited entry",
      ({ log: [first, second] }) => ({ log: [first, { ...second, used: [1, 3] }] }),
      /entry 2 \(settle\): used before is 1, not 0$/,
    ],
  ])("finds %s", async (_, change, fault) => {
    const { audit, swap, spoil } = await openCredits();
    await swap("a");
    await spoil(change);
    const { disagreements } = await audit();
    expect(disagreements.join("\n")).toMatch(fault);
    expect(disagreements[0]).toContain(account);
  });

  test("finds holds without a job, jobs without a hold, and charges for what failed", async () => {
    const { jobs, ledger, audit, swap } = await openCredits();
    await swap("failed");
    await swap("given-back", "release");
    await ledger.hold({ ...cause, jobId: "orphan", price: 1, payers: [payer] });
    await ledger.hold({ ...cause, jobId: "over", price: 1, payers: [payer] });
    const made = [
      job("failed", { state: "delivered", delivery: "failure" }),
      job("given-back", { state: "delivered", delivery: "result" }),
      job("over", { state: "delivered", delivery: "result" }),
      job("unheld", { state: "submitted" }),
    ];
    for (const one of made) await jobs.update(one.id, () => one);
    const { disagreements } = await audit();
    expect(disagreements.toSorted()).toEqual([
      "person:1: has no hold for job unheld, which is submitted",
      "person:1: holds credits for job orphan, which does not exist",
      "person:1: holds credits for job over, which is over",
      "person:1: released job given-back, whose result was handed over",
      "person:1: was charged for job failed, which failed",
    ]);
  });
});
