import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { accountRecord } from "../../../src/services/account-record.ts";
import { createLedger } from "../../../src/services/ledger.ts";
import { openStore } from "../../../src/storage/open-store.ts";
import { runAdminProgram } from "../../support/run-program.ts";
import { tempDir } from "../../support/temp-dir.ts";

const account = "person:301111111111111111";

/** A data folder in which one person had one swap. */
async function dataFolder(): Promise<string> {
  const folder = tempDir();
  const store = await openStore(`sqlite:${join(folder, "bot.sqlite")}`);
  const ledger = createLedger({
    records: store.records("account", accountRecord),
    clock: Date.now,
    period: "day",
    timeZone: "UTC",
  });
  const cause = { jobId: "900", by: "301111111111111111", why: "swap" };
  const payer = { account, purse: "person", credits: 10, from: "bot" } as const;
  await ledger.hold({ ...cause, price: 4, payers: [payer] });
  await ledger.settle({ ...cause, accounts: [account] });
  await store.close();
  return folder;
}

describe("npm run admin -- credits", () => {
  test("shows every account in a line, and one with its log", async () => {
    const DATA_DIR = await dataFolder();
    const all = await runAdminProgram(["credits", "show"], { DATA_DIR });
    expect(all).toMatchObject({ exitCode: 0, stderr: "" });
    expect(all.stdout).toMatch(/^person:301111111111111111: used 4, held 0, extra 0, until .*\n$/);
    const one = await runAdminProgram(["credits", "show", account], { DATA_DIR });
    expect(one.stdout.split("\n").slice(1)).toEqual([
      expect.stringMatching(/^ {2}2 {2}\S+ {2}settle {2}used 0 → 4 {2}held 4 → 0 {2}by/),
      expect.stringMatching(/^ {2}1 {2}\S+ {2}hold {2}held 0 → 4 {2}by 301111111111111111: swap$/),
      "",
    ]);
  });

  test("changes an account, says from what to what, and the audit still agrees", async () => {
    const DATA_DIR = await dataFolder();
    const admin = (...words: string[]) => runAdminProgram(words, { DATA_DIR });
    const granted = await admin("credits", "grant", account, "5", "for", "the", "banner");
    expect(granted).toMatchObject({ exitCode: 0, stderr: "" });
    expect(granted.stdout).toMatch(
      /before: used 4, held 0, extra 0[^]*after: {2}used 4, held 0, extra 5/,
    );
    expect((await admin("credits", "set", account, "3")).stdout).toContain("own allowance 3");
    expect((await admin("credits", "freeze", account)).stdout).toContain("frozen");
    expect((await admin("credits", "export")).stdout).toMatch(/^5 entries were appended to /);
    expect(await admin("audit")).toMatchObject({
      exitCode: 0,
      stdout: "1 accounts, 5 entries, 0 jobs: everything agrees.\n",
    });

    const store = await openStore(`sqlite:${join(DATA_DIR, "bot.sqlite")}`);
    const records = store.records("account", accountRecord);
    await records.update(account, (record) => {
      if (!record) throw new Error("no record");
      return { ...record, extra: 50 };
    });
    // A bot that runs would hold the file like this.
    const beside = await admin("credits", "grant", account, "1");
    expect(beside).toMatchObject({ exitCode: 1, stdout: "" });
    expect(beside.stderr).toMatch(/bot\.sqlite is in use by another program\. Stop that one/);
    await store.close();
    expect(await admin("audit")).toMatchObject({
      exitCode: 1,
      stdout: `${account}: extra is 50, not 5\n1 accounts, 5 entries, 0 jobs: 1 disagreements.\n`,
    });
  });

  test("proves nothing with an audit file that is not there or not ours", async () => {
    const DATA_DIR = await dataFolder();
    const admin = (...words: string[]) => runAdminProgram(words, { DATA_DIR });
    const there = join(DATA_DIR, "other.jsonl");
    expect(await admin("audit", there)).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `There is no file "${there}".\n`,
    });
    writeFileSync(there, '{"of":"person:1","seq":1,"act":"nap"}\n');
    expect(await admin("audit", there)).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `Line 1 of ${there} is no entry of an account.\n`,
    });
  });

  test.each([["credits export"], ["keys create shop"], ["maintenance on"]])(
    "says in a sentence that %s cannot write its file",
    async (line) => {
      const DATA_DIR = join(tempDir(), "data");
      writeFileSync(DATA_DIR, "");
      const end = await runAdminProgram(line.split(" "), { DATA_DIR });
      expect(end).toMatchObject({ exitCode: 1, stdout: "" });
      expect(end.stderr).toMatch(/^\S+ cannot be .*\n$/);
    },
  );

  test.each([
    [[], 2, "npm run admin -- credits show"],
    [["help"], 0, "npm run admin -- credits show"],
    [["nothing"], 2, 'There is no command "nothing"'],
    [["credits"], 2, '"credits" needs one of: show'],
    [["credits", "show", "everybody"], 2, "is no account"],
    [["credits", "grant", account, "-5"], 2, "is no number of credits"],
  ])("explains itself for %j", async (words, exitCode, text) => {
    const end = await runAdminProgram(words, { DATA_DIR: tempDir() });
    expect(end.exitCode).toBe(exitCode);
    expect(end.stdout + end.stderr).toContain(text);
  });
});
