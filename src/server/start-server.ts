import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../core/clock.ts";
import { sleep as realSleep } from "../core/deadline.ts";
import type { Sleep } from "../core/deadline.ts";
import { limits } from "../core/limits.ts";
import { maintenanceFileName } from "../core/maintenance.ts";
import type { Logger } from "../core/logger.ts";
import { createSafetyFloor } from "../core/safety-floor.ts";
import { listenOn } from "../core/listen-on.ts";
import type { SafetyFloor } from "../core/safety-floor.ts";
import { createDownloader } from "../net/download.ts";
import { createHookPoster } from "../net/post-hook.ts";
import { openStore } from "../storage/open-store.ts";
import { passOver } from "../storage/pass-over.ts";
import { createSafetyProcess } from "../workers/safety-process.ts";
import { createSwapPool } from "../workers/swap-pool.ts";
import type { SwapPool } from "../workers/swap-port.ts";
import { createAccounts } from "./accounts.ts";
import { buildServer } from "./app.ts";
import { availableModels } from "./available-models.ts";
import { openAuthentication } from "./open-authentication.ts";
import type { ServerConfig } from "./config.ts";
import { inDataFolder } from "./in-data-folder.ts";
import { createMaintenanceSwitch } from "./maintenance.ts";
import { createCheckFace } from "./face-checks.ts";
import { createReadiness } from "./readiness.ts";
import { createCallbacks } from "./tasks/callbacks.ts";
import { detectionRecord } from "./tasks/detection-record.ts";
import { createDetections } from "./tasks/detections.ts";
import { createFetchInput } from "./tasks/fetch-input.ts";
import { createJudgeTask } from "./tasks/judge-task.ts";
import { openMediaStore } from "./tasks/media-store.ts";
import { createRunDetection } from "./tasks/run-detection.ts";
import { createRunTask } from "./tasks/run-task.ts";
import { taskRecord } from "./tasks/task-record.ts";
import { createTasks } from "./tasks/tasks.ts";
import { stopListening } from "./stop-listening.ts";
import { sweepEvery } from "./sweep-every.ts";
import { createUploadPermits } from "./upload-permits.ts";

export interface StartServerOptions {
  readonly config: ServerConfig;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Waits between the tries of a callback, and after a fault of the store. */
  readonly sleep?: Sleep;
  /** The engine; child processes when not given. It is closed with the server either way. */
  readonly pool?: SwapPool;
  /** For whoever has one already; else a process of its own is started when there is something to look at. */
  readonly safety?: SafetyFloor;
  /** What running tasks get to end by themselves when the server is closed. */
  readonly graceMs?: number;
  /** How long uploads and results are kept. */
  readonly mediaLifetimeMs?: number;
  /** What fetching all inputs of one task may take. */
  readonly maxInputsMs?: number;
}

export interface RunningServer {
  /** `http://host:port`, with the port that was really taken. */
  readonly url: string;
  /** Readiness turns red, running tasks get their time while requests are still answered, then everything is closed. */
  readonly close: () => Promise<void>;
}

const maxSweepMs = 60 * 60 * 1000;
/** Tasks beyond the engine's processes that may fetch their inputs meanwhile. */
const fetchAhead = 1;

/**
 * Opens the store, the media folder and the engine, takes up unfinished tasks, and listens.
 * @throws ConfigError, AppError `STORE_FAILED`; nothing stays open then
 */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const { config, log, clock = Date.now, sleep = realSleep } = options;
  const { graceMs = limits.shutdownGraceMs, mediaLifetimeMs = limits.mediaLifetimeMs } = options;
  const { maxInputsMs = limits.maxInputsMs } = options;
  const closers: (() => unknown)[] = [];
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
    await inDataFolder(config.dataDir, () =>
      mkdir(config.dataDir, { recursive: true, mode: 0o700 }),
    );
    const store = await openStore(config.storeUrl, passOver(log));
    closers.push(() => store.close());
    const media = await inDataFolder(config.dataDir, () =>
      openMediaStore({
        folder: join(config.dataDir, "media"),
        clock,
        lifetimeMs: mediaLifetimeMs,
        maxBytes: config.maxStoredMediaBytes,
        maxBytesPerOwner: config.maxStoredMediaBytesPerKey,
      }),
    );
    const downloader = createDownloader({ allowedOrigins: config.mediaAllowedOrigins });
    closers.push(() => downloader.close());
    const pool = options.pool ?? startEngine(config, log);
    closers.push(() => pool.close());

    const accounts = createAccounts(store);
    const fetchInput = createFetchInput(media, downloader);
    const hooks = createHookPoster({
      allowedOrigins: config.mediaAllowedOrigins,
      timeoutMs: limits.callbackTimeoutMs,
    });
    closers.push(() => hooks.close());
    const records = store.records("tasks", taskRecord);
    const tasks = createTasks({
      records,
      accounts,
      callbacks: createCallbacks({ records, hooks, clock, sleep, log }),
      run: createRunTask({
        media,
        fetchInput,
        pool,
        safety: options.safety ?? startSafetyFloor(config, closers),
        maxInputsMs,
      }),
      clock,
      sleep,
      log,
      concurrency: config.engineProcesses + fetchAhead,
      maxWaiting: config.maxWaitingTasks,
    });
    const available = await availableModels(config.videos, log);
    const detections = createDetections({
      records: store.records("detections", detectionRecord),
      accounts,
      run: createRunDetection({
        media,
        fetchInput,
        pool,
        videos: available.has("video-face-swap"),
      }),
      clock,
      sleep,
      log,
    });
    const readiness = createReadiness(store, pool);
    const app = await buildServer({
      authenticate: await openAuthentication(config, clock, log),
      httpStatus: config.httpStatus,
      reference: config.reference,
      judgeTask: createJudgeTask({
        available,
        detections,
        allowedOrigins: config.mediaAllowedOrigins,
      }),
      detections,
      checkFace: createCheckFace(fetchInput, pool),
      available,
      refuseInMaintenance: createMaintenanceSwitch(join(config.dataDir, maintenanceFileName)),
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
    closers.push(
      sweepEvery(Math.min(maxSweepMs, mediaLifetimeMs / 2), [media, tasks, detections], log),
    );
    closers.push(() => {
      readiness.stop();
      const grace = isListening ? graceMs : 0;
      return Promise.all([tasks.close(grace), detections.close(grace)]);
    });

    // In this order: a record must not go while its credits are unsettled.
    await tasks.recover();
    await tasks.sweep();
    await detections.recover();
    await detections.sweep();
    const url = await listenOn(app, config, "SERVER_HOST and SERVER_PORT");
    isListening = true;
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startSafetyFloor(config: ServerConfig, closers: (() => unknown)[]): SafetyFloor {
  const process = createSafetyProcess({ modelDirectory: join(config.dataDir, "models") });
  closers.push(() => process.close());
  return createSafetyFloor(process.run);
}

function startEngine(config: ServerConfig, log: Logger): SwapPool {
  return createSwapPool({
    processes: config.engineProcesses,
    modelDirectory: join(config.dataDir, "models"),
    // While no process is up yet, everything that runs waits here.
    maxWaiting:
      config.engineProcesses + fetchAhead + limits.maxDetectionsAtOnce + limits.maxFaceChecksAtOnce,
    jobTimeoutMs: limits.maxSwapMs,
    log,
  });
}
