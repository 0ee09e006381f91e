import { join } from "node:path";
import { Keyv } from "keyv";
import { describe, expect, onTestFinished, test } from "vitest";
import { openSqliteDatabase } from "../../src/storage/sqlite-database.ts";
import { SqliteStore } from "../../src/storage/sqlite-store.ts";
import { tempDir } from "../support/temp-dir.ts";

/** What keyv 5 does that our stores are built around. A new keyv that fails one of these needs a second look at them. */
async function testDatabase() {
  const database = await openSqliteDatabase(join(tempDir(), "bot.sqlite"));
  onTestFinished(() => database.close());
  return database;
}

async function failingAdapter() {
  const database = await testDatabase();
  const adapter = new SqliteStore(database);
  return { adapter, fail: () => database.close() };
}

describe("keyv", () => {
  test("reads `undefined` from a broken store unless it is told to throw", async () => {
    const { adapter, fail } = await failingAdapter();
    const lenient = new Keyv({ store: adapter, namespace: "acct" });
    const strict = new Keyv({ store: adapter, namespace: "acct", throwOnErrors: true });
    await strict.set("a", 1);
    fail();
    expect(await lenient.get("a")).toBeUndefined();
    await expect(strict.get("a")).rejects.toMatchObject({ code: "STORE_FAILED" });
    await expect(strict.set("a", 2)).rejects.toMatchObject({ code: "STORE_FAILED" });
    await expect(strict.delete("a")).rejects.toMatchObject({ code: "STORE_FAILED" });
    await expect(strict.has("a")).rejects.toMatchObject({ code: "STORE_FAILED" });
  });

  test("swallows errors in getMany only when the adapter has none; ours has", async () => {
    const { adapter, fail } = await failingAdapter();
    const keyv = new Keyv({ store: adapter, namespace: "acct", throwOnErrors: true });
    fail();
    await expect(keyv.getMany(["a"])).rejects.toMatchObject({ code: "STORE_FAILED" });
  });

  test("takes a key that starts with the namespace for one already prefixed", async () => {
    const keyv = new Keyv({ store: new SqliteStore(await testDatabase()), namespace: "acct" });
    await keyv.set("1", "one");
    expect(await keyv.get("acct:1")).toBe("one");
  });

  test("writes its namespace onto the adapter, so each Keyv needs its own", async () => {
    const database = await testDatabase();
    const [first, second] = [new SqliteStore(database), new SqliteStore(database)];
    const credits = new Keyv({ store: first, namespace: "credits" });
    const cache = new Keyv({ store: second, namespace: "cache" });
    await credits.set("a", 1);
    await cache.set("a", 1);
    await cache.clear();
    expect(await credits.get("a")).toBe(1);
    expect(await cache.get("a")).toBeUndefined();

    const shared = new Keyv({ store: first, namespace: "cache" });
    expect(shared.namespace).toBe(first.namespace);
    expect(first.namespace).not.toBe(credits.namespace);
  });

  test("clears one namespace even when another looks like it to LIKE", async () => {
    const database = await testDatabase();
    const underscored = new Keyv({ store: new SqliteStore(database), namespace: "a_b" });
    const lookalike = new Keyv({ store: new SqliteStore(database), namespace: "axb" });
    await underscored.set("k", 1);
    await lookalike.set("k", 1);
    await underscored.clear();
    expect(await lookalike.get("k")).toBe(1);
  });

  test("iterates only over adapters whose dialect it knows", async () => {
    const adapter = new SqliteStore(await testDatabase());
    expect(new Keyv({ store: adapter, namespace: "x" }).iterator).toBeDefined();
    Object.assign(adapter.opts, { dialect: undefined });
    expect(() => new Keyv({ store: adapter, namespace: "x" })).toThrow("includes");
  });
});
