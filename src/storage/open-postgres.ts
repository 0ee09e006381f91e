import { DatabaseError, Pool } from "pg";
import { z } from "zod";
import { AppError } from "../core/errors.ts";
import { storeCallMs } from "./backend.ts";
import type { Backend } from "./backend.ts";
import { createKeyvPostgres, PostgresStore, postgresTable } from "./postgres-store.ts";

const connections = 8;
const setting = z.array(z.object({ setting: z.string() })).length(1);

/** Under `off` of these a crash of the server, or of its machine, can lose what it acknowledged. */
const safetySettings = ["fsync", "synchronous_commit", "full_page_writes"];

/**
 * Connects to the server of a `postgres://` URL, makes the table where it is missing, and looks at how safely the server
 * keeps what it acknowledges.
 * @throws AppError `STORE_FAILED` when it does not answer or does not let us
 */
export async function openPostgres(url: string): Promise<Backend> {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: storeCallMs,
    query_timeout: storeCallMs,
    statement_timeout: storeCallMs,
    keepAlive: true,
  });
  // Idle connections that the server ends; the next call makes a new one, and without a listener the process would end.
  pool.on("error", () => {});
  try {
    await makeTable(pool);
    const warnings: string[] = [];
    for (const name of safetySettings) {
      const found = await pool.query("SELECT current_setting($1) AS setting", [name]);
      if (setting.parse(found.rows)[0].setting !== "off") continue;
      warnings.push(
        `PostgreSQL runs with ${name} = off, so a crash of it can lose credits and jobs.`,
      );
    }
    const keyv = createKeyvPostgres(pool);
    keyv.on("error", () => {});
    return {
      createAdapter: () => new PostgresStore(keyv),
      warnings,
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    const message = "The PostgreSQL server that STORE_URL names cannot be used. Is it running?";
    throw new AppError("STORE_FAILED", { message, cause: error });
  }
}

const uniqueViolation = "23505";

/** Two programs that start at once may both find no table; the second one to make it is told so. */
async function makeTable(pool: Pool): Promise<void> {
  try {
    await pool.query(
      `CREATE TABLE IF NOT EXISTS ${postgresTable} (key VARCHAR(512) PRIMARY KEY, value TEXT NOT NULL)`,
    );
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== uniqueViolation) throw error;
  }
}
