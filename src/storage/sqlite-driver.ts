import { ConfigError } from "../core/errors.ts";

/** What we use of the better-sqlite3 API; `libsql` speaks the same one. Everything is synchronous. */
export interface SqliteConnection {
  prepare(sql: string): SqliteStatement;
  exec(sql: string): unknown;
  /** One row for each line that the pragma answers. */
  pragma(source: string): unknown;
  close(): unknown;
}

export interface SqliteStatement {
  run(...parameters: readonly unknown[]): { readonly changes: number };
  get(...parameters: readonly unknown[]): unknown;
  all(...parameters: readonly unknown[]): unknown[];
}

export type SqliteDriver = new (
  path: string,
  options?: { readonly timeout?: number },
) => SqliteConnection;

/**
 * better-sqlite3 when the owner installed it (newer SQLite, but it wants a compiler), else the prebuilt `libsql`.
 * @throws ConfigError when neither loads; there is no falling back to memory
 */
export async function loadSqliteDriver(): Promise<SqliteDriver> {
  const faults: unknown[] = [];
  for (const load of [loadBetterSqlite, loadLibsql]) {
    try {
      const driver = await load();
      // A package without its native part imports well and only fails here.
      new driver(":memory:").close();
      return driver;
    } catch (error) {
      faults.push(error);
    }
  }
  throw new ConfigError(
    "No SQLite driver could be loaded. Run `npm ci` without --omit=optional (it brings `libsql` for this platform), or `npm install better-sqlite3`.",
    { cause: new AggregateError(faults, "better-sqlite3 and libsql both failed to load") },
  );
}

// The name is a variable because the package is not ours to install: types and bundlers must not ask for it.
async function loadBetterSqlite(name = "better-sqlite3"): Promise<SqliteDriver> {
  const { default: driver } = await import(name);
  return driver;
}

async function loadLibsql(): Promise<SqliteDriver> {
  const { default: driver } = await import("libsql");
  return driver;
}
