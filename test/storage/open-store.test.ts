import {
  chmodSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { ConfigError } from "../../src/core/errors.ts";
import { openStore } from "../../src/storage/open-store.ts";
import type { Records, Store } from "../../src/storage/store.ts";
import { runChild } from "../support/run-child.ts";
import { tempDir } from "../support/temp-dir.ts";

const counter = z.object({ count: z.int() });
const countingChild = new URL("./counting-child.ts", import.meta.url);

async function openTestStore(path: string): Promise<Store> {
  const store = await openStore(`sqlite:${path}`);
  onTestFinished(() => store.close());
  return store;
}

async function all<T>(records: Records<T>): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for await (const [key, value] of records.entries()) found.set(key, value);
  return found;
}

describe("the SQLite store", () => {
  test("is readable by its owner alone", async () => {
    const path = join(tempDir(), "bot.sqlite");
    await openTestStore(path);
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});

/** As somebody who is bound by permissions, which root is not. */
async function withoutRights<T>(action: () => Promise<T>): Promise<T> {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || !seteuid) return action();
  seteuid("nobody");
  try {
    return await action();
  } finally {
    seteuid(0);
  }
}

describe("read-only folder, or a database file that is locked, truncated or corrupt: a clear error, never an empty start", () => {
  test.skipIf(process.platform === "win32")("is refused when its folder is read-only", async () => {
    const folder = tempDir();
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    const path = join(folder, "bot.sqlite");
    await expect(withoutRights(() => openStore(`sqlite:${path}`))).rejects.toMatchObject({
      code: "STORE_FAILED",
      message: `${path} cannot be written. Let this program write to its folder, or give it another DATA_DIR (or STORE_URL).`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(process.platform === "win32")("is refused when the file is read-only", async () => {
    const folder = tempDir();
    chmodSync(folder, 0o755);
    const path = join(folder, "bot.sqlite");
    await (await openTestStore(path)).close();
    chmodSync(path, 0o444);
    const before = readFileSync(path);
    await expect(withoutRights(() => openStore(`sqlite:${path}`))).rejects.toMatchObject({
      code: "STORE_FAILED",
      message: expect.stringContaining("cannot be written"),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("is refused in a clear sentence while another process holds it, and free after a kill", async () => {
    const path = join(tempDir(), "bot.sqlite");
    const child = runChild(countingChild, [path]);
    await child.line("a ");
    await expect(openStore(`sqlite:${path}`)).rejects.toMatchObject({
      code: "STORE_FAILED",
      message: `${path} is in use by another program. Stop that one, or give this one its own DATA_DIR (or STORE_URL).`,
    });
    await child.kill();
    await openTestStore(path);
  });

  test("is refused when it is something else", async () => {
    const path = join(tempDir(), "bot.sqlite");
    writeFileSync(path, "Dear diary, ".repeat(1000));
    await expect(openStore(`sqlite:${path}`)).rejects.toMatchObject({ code: "STORE_FAILED" });
    expect(readFileSync(path, "utf8")).toMatch(/^Dear diary/);
  });

  test.each([
    ["cut short", (path: string) => truncateSync(path, statSync(path).size - 3 * 4096)],
    [
      "overwritten in the middle",
      (path: string) => writeFileSync(path, Buffer.alloc(8192, 0xa5), { flag: "r+" }),
    ],
    [
      "overwritten behind its header",
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0xa5, 4096, 3 * 4096);
        writeFileSync(path, bytes);
      },
    ],
  ])("is refused when it was %s, never started empty", async (_, damage) => {
    const path = join(tempDir(), "bot.sqlite");
    const store = await openTestStore(path);
    const records = store.records("x", z.object({ text: z.string() }));
    for (let index = 0; index < 100; index += 1) {
      await records.update(`k${index}`, () => ({ text: "some words ".repeat(50) }));
    }
    await store.close();
    damage(path);
    await expect(openStore(`sqlite:${path}`)).rejects.toMatchObject({ code: "STORE_FAILED" });
  });

  test("is refused when its folder cannot be made", async () => {
    const path = join(tempDir(), "file");
    writeFileSync(path, "");
    await expect(openStore(`sqlite:${path}/bot.sqlite`)).rejects.toMatchObject({
      code: "STORE_FAILED",
    });
  });

  test.each(["mysql://user:secret@host", "mongodb://u:secret@h/db", "bot.sqlite", "sqlite:"])(
    "is a wrong setting when it is %s, and the message keeps its secret",
    async (url) => {
      const failure: unknown = await openStore(url).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ConfigError);
      expect(String(failure)).toContain("sqlite:PATH");
      expect(String(failure)).not.toContain("secret");
    },
  );
});

describe("kill -9 while four records are being counted", () => {
  test("loses nothing that was acknowledged, five times in a row on one file", async () => {
    const path = join(tempDir(), "bot.sqlite");
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < 5; round += 1) {
      const child = runChild(countingChild, [path]);
      await child.line("d ");
      // Some more writes in flight, a different number each round.
      const enough = child.lines.length + 40 * round;
      while (child.lines.length < enough) await new Promise((resolve) => setTimeout(resolve, 2));
      await child.kill();
      for (const line of child.lines) {
        const [key, count] = line.split(" ");
        acknowledged.set(key, Number(count));
      }

      const store = await openTestStore(path);
      const found = await all(store.records("counter", counter));
      for (const [key, count] of acknowledged) {
        // One more may have been written than was said.
        expect([count, count + 1]).toContain(found.get(key)?.count);
      }
      await store.close();
    }
  });
});
