import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { AppError } from "../core/errors.ts";
import { loadSqliteDriver } from "./sqlite-driver.ts";
import type { SqliteConnection, SqliteStatement } from "./sqlite-driver.ts";

/** One open database file with the table `records (key, value)`. Synchronous; every failure throws `STORE_FAILED`. */
export interface SqliteDatabase {
  first(sql: string, ...parameters: readonly unknown[]): unknown;
  all(sql: string, ...parameters: readonly unknown[]): unknown[];
  /** The number of rows changed. */
  run(sql: string, ...parameters: readonly unknown[]): number;
  close(): void;
}

/** A bot that was just stopped may still be letting go of the file. */
const lockWaitMs = 1000;
/** Others write for milliseconds; whoever holds the lock longer than this is stuck. */
const sharedLockWaitMs = 10_000;
const schemaVersion = 1;

const pragmaRows = z.array(z.record(z.string(), z.unknown()));

/**
 * Opens the file for this process alone, or shared with others that say so too, and checks it before anything reads it.
 * @throws AppError `STORE_FAILED`: held by another process, not a database, damaged, or from a newer version
 */
export async function openSqliteDatabase(
  path: string,
  { isShared = false }: { readonly isShared?: boolean } = {},
): Promise<SqliteDatabase> {
  const driver = await loadSqliteDriver();
  const connection = attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    // Replies to come are in here, with the tokens that send them: for the owner's eyes only.
    closeSync(openSync(path, "a", 0o600));
    return new driver(path, { timeout: isShared ? sharedLockWaitMs : lockWaitMs });
  });
  try {
    attempt(path, () => prepareFile(connection, path, isShared));
  } catch (error) {
    connection.close();
    throw error;
  }
  return wrap(connection, path, isShared);
}

/**
 * EXCLUSIVE keeps a second bot away, and it removes the precondition (two connections) of the WAL-reset fault that
 * SQLite had before 3.51.3 (sqlite.org/wal.html#walresetbug): the SQLite inside libsql is older. So a shared file has no
 * WAL, and each write costs it about four times as much.
 */
function prepareFile(connection: SqliteConnection, path: string, isShared: boolean): void {
  connection.pragma(`locking_mode = ${isShared ? "NORMAL" : "EXCLUSIVE"}`);
  connection.pragma(`journal_mode = ${isShared ? "DELETE" : "WAL"}`);
  // An acknowledged write is on the disk, power cut or not.
  connection.pragma("synchronous = FULL");
  const fault = answer(connection, "quick_check(1)");
  if (fault !== "ok") throw storeFailed(`${path} is damaged: ${String(fault)}`);
  const version = Number(answer(connection, "user_version"));
  if (version > schemaVersion) {
    throw storeFailed(`${path} was written by a newer version of this bot (schema ${version}).`);
  }
  connection.exec(
    `BEGIN EXCLUSIVE;
     CREATE TABLE IF NOT EXISTS records (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
     PRAGMA user_version = ${schemaVersion};
     COMMIT`,
  );
}

/** The single value that a pragma answers. */
function answer(connection: SqliteConnection, pragma: string): unknown {
  const [row = {}] = pragmaRows.parse(connection.pragma(pragma));
  return Object.values(row)[0];
}

function wrap(connection: SqliteConnection, path: string, isShared: boolean): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  let open = true;

  function withStatement<T>(sql: string, use: (statement: SqliteStatement) => T): T {
    // libsql's statements outlive their connection, so a closed store would go on answering.
    if (!open) throw storeFailed(`${path} is closed.`);
    return attempt(path, () => {
      const statement = statements.get(sql) ?? connection.prepare(sql);
      statements.set(sql, statement);
      return use(statement);
    });
  }

  return {
    first: (sql, ...parameters) => withStatement(sql, (statement) => statement.get(...parameters)),
    all: (sql, ...parameters) => withStatement(sql, (statement) => statement.all(...parameters)),
    run: (sql, ...parameters) =>
      withStatement(sql, (statement) =>
        isShared
          ? immediately(connection, () => statement.run(...parameters).changes)
          : statement.run(...parameters).changes,
      ),
    close() {
      if (!open) return;
      open = false;
      attempt(path, () => {
        try {
          // libsql keeps the lock after `close` while statements are alive; leaving WAL lets go of it.
          // It also folds the log into the file, which is then safe to copy.
          connection.pragma("journal_mode = DELETE");
          connection.pragma("locking_mode = NORMAL");
          connection.prepare("SELECT count(*) FROM records").get();
        } finally {
          connection.close();
        }
      });
    },
  };
}

/**
 * Takes the write lock first and waits for it. A statement that took it half-way would be refused without waiting when
 * two of them meet.
 */
function immediately<T>(connection: SqliteConnection, write: () => T): T {
  connection.exec("BEGIN IMMEDIATE");
  let isDone = false;
  try {
    const outcome = write();
    connection.exec("COMMIT");
    isDone = true;
    return outcome;
  } finally {
    if (!isDone) connection.exec("ROLLBACK");
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof AppError ? error : storeFailed(sentence(path, error), error);
  }
}

function sentence(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("SQLITE_BUSY")) {
    return `${path} is in use by another program. Stop that one, or give this one its own DATA_DIR (or STORE_URL).`;
  }
  if (code.startsWith("SQLITE_NOTADB")) return `${path} is not a database of this bot.`;
  if (code.startsWith("SQLITE_CORRUPT")) return `${path} is damaged. Restore it from a backup.`;
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|SQLITE_READONLY|SQLITE_CANTOPEN)/.test(code)) {
    return `${path} cannot be written. Let this program write to its folder, or give it another DATA_DIR (or STORE_URL).`;
  }
  if (code.startsWith("SQLITE_FULL")) return `No space is left on the disk of ${path}.`;
  return `SQLite failed on ${path}${code && ` (${code})`}.`;
}

function storeFailed(message: string, cause?: unknown): AppError {
  return new AppError("STORE_FAILED", { message, cause });
}
