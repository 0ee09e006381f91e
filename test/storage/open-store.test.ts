import { readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { ConfigError, UserError } from "../../src/core/errors.ts";
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
  test("gives back what was written, after closing and opening again", async () => {
    const path = join(tempDir(), "deep/down/bot.sqlite");
    const first = await openTestStore(path);
    await first.records("counter", counter).update("a", () => ({ count: 7 }));
    await first.close();

    const second = await openTestStore(path);
    expect(await second.records("counter", counter).get("a")).toEqual({ count: 7 });
    await second.check();
  });

  test("is readable by its owner alone", async () => {
    const path = join(tempDir(), "bot.sqlite");
    await openTestStore(path);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test("never loses an update among many at once", async () => {
    const store = await openTestStore(join(tempDir(), "bot.sqlite"));
    // Two views, as two services would have them.
    const views = [store.records("counter", counter), store.records("counter", counter)];
    const updates = Array.from({ length: 200 }, (_, turn) =>
      views[turn % 2].update("a", (last) => ({ count: (last?.count ?? 0) + 1 })),
    );
    await Promise.all(updates);
    expect(await views[0].get("a")).toEqual({ count: 200 });
  });

  test("keeps an update apart from compare-and-sets that go past its queue", async () => {
    const store = await openTestStore(join(tempDir(), "bot.sqlite"));
    const records = store.records("counter", counter);
    let wins = 0;
    const contender = async () => {
      for (let turn = 0; turn < 50; turn += 1) {
        const seen = await records.read("a");
        const next = { count: (seen?.value.count ?? 0) + 1 };
        if (await records.compareAndSet("a", seen?.raw, next)) wins += 1;
      }
    };
    const updates = Array.from({ length: 50 }, () =>
      records.update("a", (last) => ({ count: (last?.count ?? 0) + 1 })),
    );
    await Promise.all([contender(), contender(), ...updates]);
    expect(await records.get("a")).toEqual({ count: 50 + wins });
  });

  test("writes on a condition only while the condition holds", async () => {
    const records = (await openTestStore(join(tempDir(), "bot.sqlite"))).records("x", counter);
    expect(await records.compareAndSet("a", undefined, { count: 1 })).toBe(true);
    expect(await records.compareAndSet("a", undefined, { count: 2 })).toBe(false);
    const seen = await records.read("a");
    expect(await records.compareAndSet("a", seen?.raw, { count: 3 })).toBe(true);
    expect(await records.compareAndSet("a", seen?.raw, { count: 4 })).toBe(false);
    expect(await records.get("a")).toEqual({ count: 3 });
    await records.delete("a");
    expect(await records.get("a")).toBeUndefined();
    expect(await records.compareAndSet("a", seen?.raw, { count: 5 })).toBe(false);
  });

  test("leaves a record alone when the change refuses, and passes the refusal on", async () => {
    const records = (await openTestStore(join(tempDir(), "bot.sqlite"))).records("x", counter);
    await records.update("a", () => ({ count: 1 }));
    const refused = records.update("a", () => {
      throw new UserError("NO_CREDITS");
    });
    await expect(refused).rejects.toMatchObject({ code: "NO_CREDITS" });
    expect(await records.update("a", (last) => ({ count: (last?.count ?? 0) + 1 }))).toEqual({
      count: 2,
    });
  });

  test("lists every record of its namespace and no other, also while they are deleted", async () => {
    const store = await openTestStore(join(tempDir(), "bot.sqlite"));
    const jobs = store.records("job", counter);
    const others = store.records("jobber", counter);
    for (let index = 0; index < 600; index += 1) {
      await jobs.update(`j${index}`, () => ({ count: index }));
    }
    await others.update("j1", () => ({ count: -1 }));
    let visited = 0;
    for await (const [key] of jobs.entries()) {
      visited += 1;
      await jobs.delete(key);
    }
    expect(visited).toBe(600);
    expect((await all(jobs)).size).toBe(0);
    expect(await all(others)).toEqual(new Map([["j1", { count: -1 }]]));
  });

  test("refuses keys and namespaces that keyv would mix up", async () => {
    const store = await openTestStore(join(tempDir(), "bot.sqlite"));
    const records = store.records("job", counter);
    for (const key of ["job:1", "", "a b", "x".repeat(300), "ü"]) {
      await expect(records.get(key)).rejects.toThrow(RangeError);
      await expect(records.delete(key)).rejects.toThrow(RangeError);
    }
    expect(() => store.records("a_b", counter)).toThrow(RangeError);
  });

  test("throws STORE_FAILED for a record that it cannot understand, instead of finding none", async () => {
    const store = await openTestStore(join(tempDir(), "bot.sqlite"));
    await store.records("x", z.object({ other: z.string() })).update("a", () => ({ other: "?" }));
    const records = store.records("x", counter);
    const failure = { code: "STORE_FAILED", cause: expect.any(z.ZodError) };
    await expect(records.get("a")).rejects.toMatchObject(failure);
    await expect(records.read("a")).rejects.toMatchObject(failure);
    await expect(records.update("a", () => ({ count: 1 }))).rejects.toMatchObject(failure);
    await expect(all(records)).rejects.toMatchObject(failure);
  });

  test("throws STORE_FAILED for everything once it is closed", async () => {
    const store = await openTestStore(join(tempDir(), "bot.sqlite"));
    const records = store.records("x", counter);
    await records.update("a", () => ({ count: 1 }));
    await store.close();
    const failure = { code: "STORE_FAILED" };
    await expect(records.get("a")).rejects.toMatchObject(failure);
    await expect(records.update("a", () => ({ count: 2 }))).rejects.toMatchObject(failure);
    await expect(records.delete("a")).rejects.toMatchObject(failure);
    await expect(all(records)).rejects.toMatchObject(failure);
    await expect(store.check()).rejects.toMatchObject(failure);
  });
});

describe("a database file that cannot be had", () => {
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

  test.each(["redis://user:secret@host", "postgres://u:secret@h/db", "bot.sqlite", "sqlite:"])(
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
