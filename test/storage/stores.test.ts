import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { UserError } from "../../src/core/errors.ts";
import { openStore } from "../../src/storage/open-store.ts";
import type { Records, Store } from "../../src/storage/store.ts";
import { canUse, postgres, redis, serverTitle, useServer } from "../support/store-servers.ts";
import { tempDir } from "../support/temp-dir.ts";

const counter = z.object({ count: z.int() });

async function all<T>(records: Records<T>): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for await (const [key, value] of records.entries()) found.set(key, value);
  return found;
}

/** Letters that nobody else uses on a server that others use as well. */
function freshName(): string {
  return Array.from({ length: 16 }, () =>
    String.fromCodePoint(97 + Math.floor(Math.random() * 26)),
  ).join("");
}

interface Place {
  /** The store's URL, the same one for the whole test. */
  readonly url: () => string;
}

/** What every store promises, whatever is behind it. */
function promises({ url }: Place): void {
  async function open(at = url()): Promise<Store> {
    const store = await openStore(at);
    onTestFinished(() => store.close());
    return store;
  }

  test("gives back what was written, after closing and opening again", async () => {
    const at = url();
    const name = freshName();
    const first = await open(at);
    await first.records(name, counter).update("a", () => ({ count: 7 }));
    await first.close();

    const second = await open(at);
    expect(await second.records(name, counter).get("a")).toEqual({ count: 7 });
    await second.check();
  });

  test("gives back any text exactly", async () => {
    const records = (await open()).records(freshName(), z.object({ text: z.string() }));
    const text = `"'\\ \u2028 é 🙂 %_ ${"long ".repeat(5000)}`;
    await records.update("a", () => ({ text }));
    expect(await records.get("a")).toEqual({ text });
    // Compared as it is stored, so that the next write finds it unchanged.
    expect(await records.update("a", (last) => ({ text: `${last?.text}!` }))).toEqual({
      text: `${text}!`,
    });
  });

  test("lets other work go on while it is looked through", async () => {
    const records = (await open()).records(freshName(), counter);
    const many = 400;
    for (let one = 0; one < many; one += 1) {
      await records.compareAndSet(`${one}`, undefined, { count: one });
    }
    let turns = 0;
    let isOver = false;
    const turn = () => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    expect((await all(records)).size).toBe(many);
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(many / 20);
  });

  test("never loses an update among many at once", async () => {
    const store = await open();
    const name = freshName();
    // Two views, as two services would have them.
    const views = [store.records(name, counter), store.records(name, counter)];
    const updates = Array.from({ length: 200 }, (_, turn) =>
      views[turn % 2].update("a", (last) => ({ count: (last?.count ?? 0) + 1 })),
    );
    await Promise.all(updates);
    expect(await views[0].get("a")).toEqual({ count: 200 });
  });

  test("keeps an update apart from compare-and-sets that go past its queue", async () => {
    const records = (await open()).records(freshName(), counter);
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
    const records = (await open()).records(freshName(), counter);
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
    const records = (await open()).records(freshName(), counter);
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
    const store = await open();
    const name = freshName();
    const jobs = store.records(name, counter);
    const others = store.records(`${name}ber`, counter);
    const keys = Array.from({ length: 600 }, (_, index) => `${index % 2 ? "J" : "j"}${index}`);
    await Promise.all(keys.map((key, count) => jobs.update(key, () => ({ count }))));
    await others.update("j1", () => ({ count: -1 }));
    const visited: string[] = [];
    for await (const [key] of jobs.entries()) {
      visited.push(key);
      await jobs.delete(key);
    }
    expect(visited.toSorted()).toEqual(keys.toSorted());
    expect((await all(jobs)).size).toBe(0);
    expect(await all(others)).toEqual(new Map([["j1", { count: -1 }]]));
  });

  test("refuses keys and namespaces that keyv would mix up", async () => {
    const store = await open();
    const records = store.records("job", counter);
    for (const key of ["job:1", "", "a b", "x".repeat(300), "ü"]) {
      await expect(records.get(key)).rejects.toThrow(RangeError);
      await expect(records.delete(key)).rejects.toThrow(RangeError);
    }
    expect(() => store.records("a_b", counter)).toThrow(RangeError);
  });

  test("throws STORE_FAILED for a record that it cannot understand, instead of finding none", async () => {
    const store = await open();
    const name = freshName();
    await store.records(name, z.object({ other: z.string() })).update("a", () => ({ other: "?" }));
    const records = store.records(name, counter);
    const failure = { code: "STORE_FAILED", cause: expect.any(z.ZodError) };
    await expect(records.get("a")).rejects.toMatchObject(failure);
    await expect(records.read("a")).rejects.toMatchObject(failure);
    await expect(records.update("a", () => ({ count: 1 }))).rejects.toMatchObject(failure);
    await expect(all(records)).rejects.toMatchObject(failure);
  });

  test("throws STORE_FAILED for everything once it is closed", async () => {
    const store = await open();
    const records = store.records(freshName(), counter);
    await records.update("a", () => ({ count: 1 }));
    await store.close();
    const failure = { code: "STORE_FAILED" };
    await expect(records.get("a")).rejects.toMatchObject(failure);
    await expect(records.update("a", () => ({ count: 2 }))).rejects.toMatchObject(failure);
    await expect(records.delete("a")).rejects.toMatchObject(failure);
    await expect(all(records)).rejects.toMatchObject(failure);
    await expect(store.check()).rejects.toMatchObject(failure);
  });
}

describe("SQLite", () => {
  promises({ url: () => `sqlite:${join(tempDir(), "bot.sqlite")}` });
});

describe("SQLite that several processes share", () => {
  promises({ url: () => `sqlite:${join(tempDir(), "bot.sqlite")}?shared` });
});

describe.each([redis, postgres])("$name", (kind) => {
  describe.skipIf(!canUse(kind))(`on ${serverTitle(kind)}`, () => {
    let server: Awaited<ReturnType<typeof useServer>>;
    beforeAll(async () => {
      server = await useServer(kind);
    });
    afterAll(() => server.close());
    promises({ url: () => server.url });

    test("is found to keep what it acknowledges", async () => {
      const store = await openStore(server.url);
      onTestFinished(() => store.close());
      expect(store.warnings).toEqual([]);
    });
  });
});
