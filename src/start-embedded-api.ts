import { randomBytes } from "node:crypto";
import type { BotConfig } from "./config.ts";
import { limits } from "./core/limits.ts";
import type { Logger } from "./core/logger.ts";
import { isOneProcess } from "./create-jobs.ts";
import { startServer } from "./server/start-server.ts";

/**
 * The server of this package, for this bot alone: on the loopback, any free port, a key that nobody else knows.
 * @param closers gets what closes it
 */
export async function startEmbeddedApi(
  config: Pick<BotConfig, "dataDir" | "engineProcesses" | "storeUrl">,
  log: Logger,
  closers: (() => Promise<unknown> | void)[],
): Promise<{ url: string; key: string }> {
  if (!isOneProcess(config.storeUrl)) {
    log.warn(
      "Swaps are done by this bot's own server, which other bots on this store cannot ask; several need one that all reach: SWAP_API_URL and SWAP_API_KEY",
    );
  }
  const key = randomBytes(32).toString("base64url");
  const server = await startServer({
    config: {
      host: "127.0.0.1",
      port: 0,
      // The account outlives the key, so that tasks of the last run are still ours.
      keys: [{ key, account: "embedded" }],
      keyFile: undefined,
      dataDir: config.dataDir,
      storeUrl: `sqlite:${config.dataDir}/server.sqlite`,
      engineProcesses: config.engineProcesses,
      mediaAllowedOrigins: [],
      publicUrl: undefined,
      creditsPerKey: undefined,
      callsPerWindow: 0,
      // The bot bounds its jobs by person; the queue bounds them all.
      maxUnfinishedPerKey: Number.MAX_SAFE_INTEGER,
      maxWaitingTasks: limits.maxWaitingTasks,
      httpStatus: "mirror",
      videos: false,
      reference: false,
      maxStoredMediaBytes: limits.maxStoredMediaBytes,
      maxStoredMediaBytesPerKey: limits.maxStoredMediaBytes,
    },
    log: log.child({ part: "server" }),
    // The bot itself looks at all that goes in and comes out, whichever API it uses.
    safety: async () => {},
    // By then the jobs had their own grace; a task that is broken off runs again at the next start.
    graceMs: 0,
    mediaLifetimeMs: limits.embeddedMediaLifetimeMs,
  });
  closers.push(() => server.close());
  return { url: server.url, key };
}
