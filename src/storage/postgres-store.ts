import { KeyvPostgres } from "@keyv/postgres";
import type { Pool } from "pg";
import { z } from "zod";
import type { ConditionalStore } from "./conditional-store.ts";
import { keyRange } from "./key-range.ts";

export const postgresTable = "records";
const pageSize = 256;
const rows = z.array(z.object({ key: z.string(), value: z.string() }));

/**
 * @keyv/postgres on a pool of ours: its own is one for the whole process, whatever the URL, and an idle connection that
 * the server ends would end the process.
 */
export function createKeyvPostgres(pool: Pool): KeyvPostgres {
  class PooledKeyvPostgres extends KeyvPostgres {
    override async connect() {
      return async (sql: string, values?: unknown[]) => (await pool.query(sql, values)).rows;
    }
    override async disconnect() {
      // The pool is closed by whoever made it.
    }
  }
  return new PooledKeyvPostgres({ table: postgresTable, keySize: 512 });
}

/** keyv on one PostgreSQL table. Adapters can share `keyv`, as keys come with their namespace. */
export class PostgresStore implements ConditionalStore {
  readonly opts = { dialect: "postgres" };
  namespace?: string | undefined;
  readonly #keyv: KeyvPostgres;

  constructor(keyv: KeyvPostgres) {
    this.#keyv = keyv;
  }

  get(key: string): Promise<string | undefined> {
    return this.#keyv.get(key);
  }

  getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    return this.#keyv.getMany([...keys]);
  }

  async set(key: string, value: string): Promise<boolean> {
    await this.#keyv.set(key, value);
    return true;
  }

  async compareAndSet(key: string, expected: string | undefined, next: string): Promise<boolean> {
    const written =
      expected === undefined
        ? await this.#keyv.query(
            `INSERT INTO ${postgresTable} (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING RETURNING key`,
            [key, next],
          )
        : await this.#keyv.query(
            `UPDATE ${postgresTable} SET value = $3 WHERE key = $1 AND value = $2 RETURNING key`,
            [key, expected, next],
          );
    return written.length === 1;
  }

  delete(key: string): Promise<boolean> {
    return this.#keyv.delete(key);
  }

  deleteMany(keys: readonly string[]): Promise<boolean> {
    return this.#keyv.deleteMany([...keys]);
  }

  has(key: string): Promise<boolean> {
    return this.#keyv.has(key);
  }

  async clear(): Promise<void> {
    const { from, to } = keyRange(this.namespace);
    await this.#keyv.query(
      `DELETE FROM ${postgresTable} WHERE key COLLATE "C" > $1 AND key COLLATE "C" < $2`,
      [from, to],
    );
  }

  /** Not that of @keyv/postgres, which takes a failed page for the last one. */
  async *iterator(namespace = this.namespace): AsyncGenerator<[key: string, value: string]> {
    const { from, to } = keyRange(namespace);
    let after = from;
    for (;;) {
      const page = rows.parse(
        await this.#keyv.query(
          `SELECT key, value FROM ${postgresTable} WHERE key COLLATE "C" > $1 AND key COLLATE "C" < $2
           ORDER BY key COLLATE "C" LIMIT $3`,
          [after, to, pageSize],
        ),
      );
      for (const { key, value } of page) yield [key, value];
      if (page.length < pageSize) return;
      after = page[page.length - 1].key;
    }
  }
}
