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

  test.each([
    [[], 2, "npm run admin -- credits show"],
    [["help"], 0, "npm run admin -- credits show"],
    [["nothing"], 2, 'There is no command "nothing"'],
    [["credits"], 2, '"credits" needs one of: show'],
    [["credits", "show", "everybody"], 2, "is no account"],
  ])("explains itself for %j", async (words, exitCode, text) => {
    const end = await runAdminProgram(words, { DATA_DIR: tempDir() });
    expect(end.exitCode).toBe(exitCode);
    expect(end.stdout + end.stderr).toContain(text);
  });
});
