import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { accountRecord } from "../../src/services/account-record.ts";
import type { Payer } from "../../src/services/allowance.ts";
import { createLedger } from "../../src/services/ledger.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { runChild } from "../support/run-child.ts";
import { canStart, postgres, redis, serverTitle, startServer } from "../support/store-servers.ts";
import { tempDir } from "../support/temp-dir.ts";

const payer: Payer = { account: "person:1", purse: "person", credits: 10, from: "bot" };
const cause = { by: "1", why: "swap" };
const failure = { code: "STORE_FAILED" };
const prlimit = "/usr/bin/prlimit";

describe.each([redis, postgres])("a ledger whose $name is killed", (kind) => {
  test.skipIf(!canStart(kind))(
    `refuses everything, reads no account as a fresh one, and goes on by itself: ${serverTitle(kind)}`,
    async () => {
      const server = await startServer(kind);
      onTestFinished(() => server.close());
      const store = await openStore(server.url);
      onTestFinished(() => store.close());
      const ledger = createLedger({
        records: store.records("account", accountRecord),
        clock: Date.now,
        period: "month",
        timeZone: "UTC",
      });
      const hold = (jobId: string, price: number) =>
        ledger.hold({ ...cause, jobId, price, payers: [payer] });
      await hold("a", 10);
      await store.check();

      await server.kill();
      for (let round = 0; round < 3; round += 1) {
        await expect(hold("b", 1)).rejects.toMatchObject(failure);
        await expect(ledger.balance(payer)).rejects.toMatchObject(failure);
        const closing = { ...cause, jobId: "a", accounts: [payer.account] };
        await expect(ledger.settle(closing)).rejects.toMatchObject(failure);
        await expect(store.check()).rejects.toMatchObject(failure);
      }

      await server.start();
      await expect.poll(() => store.check().then(() => "ready"), { timeout: 30_000 }).toBe("ready");
      expect(await ledger.balance(payer)).toMatchObject({ held: 10, left: 0 });
      await expect(hold("b", 1)).rejects.toMatchObject({ code: "NO_CREDITS" });
      expect(await hold("a", 10)).toEqual({ kind: "held", price: 10, of: 10 });
    },
  );
});

describe("a ledger whose disk is full", () => {
  test.skipIf(!existsSync(prlimit))(
    "refuses holds and is not ready, loses nothing, and goes on by itself when there is room",
    async () => {
      const path = join(tempDir(), "bot.sqlite");
      const child = runChild(new URL("./holding-child.ts", import.meta.url), [`sqlite:${path}`]);
      onTestFinished(() => child.kill());
      await child.line("held 5");
      // No file of the process may grow beyond this any more, as on a full disk.
      const limit = (bytes: string) =>
        execFileSync(prlimit, ["--pid", String(child.process.pid), `--fsize=${bytes}:unlimited`]);
      limit(String(statSync(`${path}-wal`).size + 4096));
      await child.line("failed STORE_FAILED unready");
      const heldBefore = child.lines.filter((line) => line.startsWith("held ")).length;
      limit("unlimited");
      await expect
        .poll(() => child.lines.filter((line) => line.startsWith("held ")).length)
        .toBeGreaterThan(heldBefore);
      expect(child.lines.filter((line) => /^failed (?!STORE_FAILED)/.test(line))).toEqual([]);
      await child.kill();

      const store = await openStore(`sqlite:${path}`);
      onTestFinished(() => store.close());
      const accounts = store.records("account", accountRecord);
      for (const line of child.lines.filter((one) => one.startsWith("held "))) {
        const job = line.split(" ")[1];
        expect(Object.keys((await accounts.get(`person:${job}`))?.holds ?? {})).toEqual([
          `job${job}`,
        ]);
      }
    },
  );
});
