import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { accountRecord } from "../../src/services/account-record.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { runChild } from "../support/run-child.ts";
import { canUse, postgres, redis, serverTitle, useServer } from "../support/store-servers.ts";
import { tempDir } from "../support/temp-dir.ts";

const holdChild = new URL("./hold-child.ts", import.meta.url);

/** Four processes ask for 60 credits each, of 100. */
async function race(url: string): Promise<void> {
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
  expect(granted.reduce((sum, one) => sum + one, 0)).toBe(100);
  expect(Object.keys(stored?.holds ?? {})).toHaveLength(100);
  expect(stored?.seq).toBe(100);
}

describe("four processes with 60 holds each on an allowance of 100", () => {
  test("get exactly 100 on SQLite that they share", async () => {
    await race(`sqlite:${join(tempDir(), "bot.sqlite")}?shared`);
  });

  describe.each([redis, postgres])("$name", (kind) => {
    describe.skipIf(!canUse(kind))(serverTitle(kind), () => {
      let server: Awaited<ReturnType<typeof useServer>>;
      beforeAll(async () => {
        server = await useServer(kind);
      });
      afterAll(() => server.close());
      test("get exactly 100", () => race(server.url));
    });
  });
});
