import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { accountRecord } from "../../src/services/account-record.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { runChild } from "../support/run-child.ts";
import { canUse, postgres, redis, serverTitle, useServer } from "../support/store-servers.ts";
import { tempDir } from "../support/temp-dir.ts";

const holdChild = new URL("./hold-child.ts", import.meta.url);

/** Four processes ask for 60 credits each, of 100: what they were told they got, and what the account says. */
async function race(url: string) {
  const account = `person:${process.pid}${Date.now()}`;
  const children = Array.from({ length: 4 }, () => runChild(holdChild, [url, account, "60"]));
  onTestFinished(async () => void (await Promise.all(children.map((child) => child.kill()))));
  await Promise.all(children.map((child) => child.line("ready")));
  for (const {
    process: { stdin },
  } of children)
    stdin?.write("go\n");
  const lines = await Promise.all(children.map((child) => child.line("granted")));
  const granted = lines.map((line) => Number(line.split(" ")[1]));
  await Promise.all(children.map(({ ended }) => ended));

  const store = await openStore(url);
  onTestFinished(() => store.close());
  const stored = await store.records("account", accountRecord).get(account);
  return {
    granted: granted.reduce((sum, one) => sum + one, 0),
    holds: Object.keys(stored?.holds ?? {}).length,
    entries: stored?.seq,
  };
}

describe("four processes with 60 holds each on an allowance of 100", () => {
  test("get exactly 100 on SQLite that they share", async () => {
    const url = `sqlite:${join(tempDir(), "bot.sqlite")}?shared`;
    expect(await race(url)).toEqual({ granted: 100, holds: 100, entries: 100 });
  });

  describe.each([redis, postgres])("$name", (kind) => {
    describe.skipIf(!canUse(kind))(`on ${serverTitle(kind)}`, () => {
      let server: Awaited<ReturnType<typeof useServer>>;
      beforeAll(async () => {
        server = await useServer(kind);
      });
      afterAll(() => server.close());
      test("get exactly 100", async () => {
        expect(await race(server.url)).toEqual({ granted: 100, holds: 100, entries: 100 });
      });
    });
  });
});
