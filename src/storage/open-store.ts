import { z } from "zod";
import { sleep } from "../core/deadline.ts";
import { AppError, ConfigError } from "../core/errors.ts";
import type { Backend } from "./backend.ts";
import { createKeyMutex } from "./key-mutex.ts";
import { createKeyvRecords } from "./keyv-records.ts";
import { openSqliteDatabase } from "./sqlite-database.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { Store, Unreadable } from "./store.ts";

/**
 * Opens the store that STORE_URL names: `sqlite:PATH`, relative to the working directory; `redis://…`; `postgres://…`.
 * @param unreadable hears of records that a list passes over; without it, one that cannot be read ends its list
 * @throws ConfigError for another scheme; AppError `STORE_FAILED` when the database cannot be opened
 */
export async function openStore(url: string, unreadable?: Unreadable): Promise<Store> {
  const backend = await openBackend(url);
  const mutex = createKeyMutex();
  let closing: Promise<void> | undefined;

  const store: Store = {
    records: (namespace, schema) =>
      createKeyvRecords({
        store: backend.createAdapter(),
        namespace,
        schema,
        mutex,
        sleep,
        random: Math.random,
        unreadable,
      }),
    async check() {
      const probe = store.records("probe", z.object({ writes: z.int() }));
      const { writes } = await probe.update("writes", (last) => ({
        writes: (last?.writes ?? 0) + 1,
      }));
      const found = await probe.get("writes");
      if (found === undefined || found.writes < writes) {
        throw new AppError("STORE_FAILED", { message: "The store forgot a record just written." });
      }
    },
    warnings: backend.warnings,
    close: () => (closing ??= backend.close()),
  };
  return store;
}

/** Loads what it opens and no more: the clients of the servers take a quarter of a second. */
async function openBackend(url: string): Promise<Backend> {
  const [scheme, rest] = url.split(/:(.*)/s, 2);
  switch (rest && scheme) {
    case "sqlite":
      return openSqlite(rest);
    case "redis":
    case "rediss":
      return (await import("./open-redis.ts")).openRedis(url);
    case "postgres":
    case "postgresql":
      return (await import("./open-postgres.ts")).openPostgres(url);
    default:
      // The scheme alone: the rest of such a URL is often a password.
      throw new ConfigError(
        `STORE_URL: ${scheme}: is not supported. Use sqlite:PATH, redis://… or postgres://…, for example sqlite:data/bot.sqlite.`,
      );
  }
}

/** `PATH`, or `PATH?shared` for several processes. */
async function openSqlite(path: string): Promise<Backend> {
  const [file, mode] = path.split("?", 2);
  if (mode !== undefined && mode !== "shared") {
    throw new ConfigError(`STORE_URL: sqlite:PATH can only be followed by ?shared.`);
  }
  const database = await openSqliteDatabase(file, { isShared: mode === "shared" });
  return {
    createAdapter: () => new SqliteStore(database),
    warnings: [],
    close: async () => database.close(),
  };
}
