import { z } from "zod";
import type { ConditionalStore } from "./conditional-store.ts";
import { keyRange } from "./key-range.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** Read at once, without a pause: records may have 60 kB. */
const pageSize = 64;
const row = z.object({ key: z.string(), value: z.string() });
const rows = z.array(row);

/** keyv on one SQLite table. Pages and clears by key range: LIKE would take `_` and `%` in a namespace for wildcards. */
export class SqliteStore implements ConditionalStore {
  /** keyv asks for an iterator only from dialects it knows. */
  readonly opts = { dialect: "sqlite" };
  namespace?: string | undefined;
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async get(key: string): Promise<string | undefined> {
    const found = this.#database.first("SELECT key, value FROM records WHERE key = ?", key);
    return found === undefined ? undefined : row.parse(found).value;
  }

  /** keyv's own `getMany` swallows every error when the adapter has none. */
  async getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    return Promise.all(keys.map((key) => this.get(key)));
  }

  async set(key: string, value: string): Promise<boolean> {
    this.#database.run(
      "INSERT INTO records (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key,
      value,
    );
    return true;
  }

  async compareAndSet(key: string, expected: string | undefined, next: string): Promise<boolean> {
    const changed =
      expected === undefined
        ? this.#database.run(
            "INSERT INTO records (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
            key,
            next,
          )
        : this.#database.run(
            "UPDATE records SET value = ? WHERE key = ? AND value = ?",
            next,
            key,
            expected,
          );
    return changed === 1;
  }

  async delete(key: string): Promise<boolean> {
    return this.#database.run("DELETE FROM records WHERE key = ?", key) > 0;
  }

  async deleteMany(keys: readonly string[]): Promise<boolean> {
    const deleted = await Promise.all(keys.map((key) => this.delete(key)));
    return deleted.every(Boolean);
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined;
  }

  async clear(): Promise<void> {
    const { from, to } = keyRange(this.namespace);
    this.#database.run("DELETE FROM records WHERE key > ? AND key < ?", from, to);
  }

  /** Each page starts after the last key seen, so records deleted on the way make it skip nothing. */
  async *iterator(namespace = this.namespace): AsyncGenerator<[key: string, value: string]> {
    const { from, to } = keyRange(namespace);
    let after = from;
    for (;;) {
      const page = rows.parse(
        this.#database.all(
          "SELECT key, value FROM records WHERE key > ? AND key < ? ORDER BY key LIMIT ?",
          after,
          to,
          pageSize,
        ),
      );
      for (const { key, value } of page) yield [key, value];
      if (page.length < pageSize) return;
      after = page[page.length - 1].key;
    }
  }
}
