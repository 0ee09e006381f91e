import { z } from "zod";
import { sleep } from "../core/deadline.ts";
import { AppError, ConfigError } from "../core/errors.ts";
import type { ConditionalStore } from "./conditional-store.ts";
import { createKeyMutex } from "./key-mutex.ts";
import { createKeyvRecords } from "./keyv-records.ts";
import { openSqliteDatabase } from "./sqlite-database.ts";
import { SqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";

/** An open database: where adapters come from, and what has to be closed in the end. */
interface Backend {
  createAdapter(): ConditionalStore;
  close(): Promise<void>;
}

/**
 * Opens the store that STORE_URL names: `sqlite:PATH`, relative to the working directory.
 * @throws ConfigError for another scheme; AppError `STORE_FAILED` when the database cannot be opened
 */
export async function openStore(url: string): Promise<Store> {
  const backend = await openBackend(url);
  const mutex = createKeyMutex();

  const store: Store = {
    records: (namespace, schema) =>
      createKeyvRecords({
        store: backend.createAdapter(),
        namespace,
        schema,
        mutex,
        sleep,
        random: Math.random,
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
    close: () => backend.close(),
  };
  return store;
}

async function openBackend(url: string): Promise<Backend> {
  const [scheme] = url.split(":", 1);
  if (scheme !== "sqlite" || url === "sqlite:") {
    // The scheme alone: the rest of such a URL is often a password.
    throw new ConfigError(
      `STORE_URL: ${scheme}: is not supported. Use sqlite:PATH, for example sqlite:data/bot.sqlite.`,
    );
  }
  const database = await openSqliteDatabase(url.slice("sqlite:".length));
  return {
    createAdapter: () => new SqliteStore(database),
    close: async () => database.close(),
  };
}
