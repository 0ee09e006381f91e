import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../core/clock.ts";
import { limits } from "../core/limits.ts";
import type { Logger } from "../core/logger.ts";
import { createDownloader } from "../net/download.ts";
import { openStore } from "../storage/open-store.ts";
import { createSwapPool } from "../workers/swap-pool.ts";
import type { SwapPool } from "../workers/swap-port.ts";
import { createAccounts } from "./accounts.ts";
import { buildServer } from "./app.ts";
import { createAuthenticate } from "./auth.ts";
import type { ServerConfig } from "./config.ts";
import { createReadiness } from "./readiness.ts";
import { openMediaStore } from "./tasks/media-store.ts";
import { createRunTask } from "./tasks/run-task.ts";
import { createTasks } from "./tasks/tasks.ts";
import { createUploadPermits } from "./upload-permits.ts";

export interface StartServerOptions {
  readonly config: ServerConfig;
  readonly log: Logger;
  readonly clock?: Clock;
  /** The engine; child processes when not given. It is closed with the server either way. */
  readonly pool?: SwapPool;
  /** What running tasks get to end by themselves when the server is closed. */
  readonly graceMs?: number;
}

export interface RunningServer {
  /** `http://host:port`, with the port that was really taken. */
  readonly url: string;
  /** Readiness turns red, running tasks get their time while requests are still answered, then everything is closed. */
  readonly close: () => Promise<void>;
}

const sweepIntervalMs = 60 * 60 * 1000;
/** What requests in flight get to end when the server is closed. */
const requestGraceMs = 3000;
const idleCheckMs = 50;
/** Tasks beyond the engine's processes that may fetch their inputs meanwhile. */
const fetchAhead = 1;

/**
 * Opens the store, the media folder and the engine, takes up unfinished tasks, and listens.
 * @throws ConfigError, AppError `STORE_FAILED`, or what listening throws; nothing stays open then
 */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const { config, log, clock = Date.now, graceMs = limits.shutdownGraceMs } = options;
  const closers: (() => Promise<void> | void)[] = [];
  let isListening = false;

  /** What was opened last is closed first, and a part that fails to close keeps no other open. */
  async function close(): Promise<void> {
    for (let closer = closers.pop(); closer; closer = closers.pop()) {
      try {
        await closer();
      } catch (error) {
        log.error({ err: error }, "A part of the server could not be closed");
      }
    }
  }

  try {
    await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
    const store = await openStore(config.storeUrl);
    closers.push(() => store.close());
    const media = await openMediaStore({
      folder: join(config.dataDir, "media"),
      clock,
      lifetimeMs: limits.mediaLifetimeMs,
      maxBytes: config.maxStoredMediaBytes,
    });
    const downloader = createDownloader({ allowedOrigins: config.mediaAllowedOrigins });
    closers.push(() => downloader.close());
    const pool = options.pool ?? startEngine(config, log);
    closers.push(() => pool.close());

    const accounts = createAccounts(store, config.creditsPerKey);
    const tasks = createTasks({
      store,
      accounts,
      run: createRunTask({ media, downloader, pool }),
      clock,
      log,
      concurrency: config.engineProcesses + fetchAhead,
      maxWaiting: limits.maxWaitingTasks,
    });
    const readiness = createReadiness(store, pool);
    const app = await buildServer({
      authenticate: createAuthenticate(config.keys),
      callsPerWindow: config.callsPerWindow,
      publicUrl: config.publicUrl,
      accounts,
      tasks,
      media,
      permits: createUploadPermits(randomBytes(32), clock),
      readiness,
      clock,
      log,
    });
    closers.push(() => stopListening(app));
    closers.push(sweepHourly([media, tasks], log));
    closers.push(() => {
      readiness.stop();
      return tasks.close(isListening ? graceMs : 0);
    });

    // In this order: a record must not go while its credits are unsettled.
    await tasks.recover();
    await tasks.sweep();
    const url = await app.listen({ host: config.host, port: config.port });
    isListening = true;
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startEngine(config: ServerConfig, log: Logger): SwapPool {
  return createSwapPool({
    processes: config.engineProcesses,
    modelDirectory: join(config.dataDir, "models"),
    // While no process is up yet, all running tasks wait here.
    maxWaiting: config.engineProcesses + fetchAhead,
    jobTimeoutMs: limits.maxSwapMs,
    log,
  });
}

/** Node looks for idle connections once; one that was busy in that moment would keep us for its whole keep-alive time. */
async function stopListening(app: FastifyInstance): Promise<void> {
  const closeIdle = setInterval(() => app.server.closeIdleConnections(), idleCheckMs);
  const closeAll = setTimeout(() => app.server.closeAllConnections(), requestGraceMs);
  await app.close();
  clearInterval(closeIdle);
  clearTimeout(closeAll);
}

/** Deletes what is expired, now and then. The answer ends it. */
function sweepHourly(parts: readonly { sweep(): Promise<void> }[], log: Logger): () => void {
  const timer = setInterval(() => {
    for (const part of parts) {
      part.sweep().catch((error: unknown) => log.error({ err: error }, "A sweep failed"));
    }
  }, sweepIntervalMs);
  return () => clearInterval(timer);
}
