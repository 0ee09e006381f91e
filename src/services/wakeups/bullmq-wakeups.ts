import type { Queue, Worker } from "bullmq";
import type { Clock } from "../../core/clock.ts";
import type { Sleep } from "../../core/deadline.ts";
import { AppError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Logger } from "../../core/logger.ts";
import { storeCallMs } from "../../storage/backend.ts";
import type { WakeupHandler, Wakeups } from "./wakeups.ts";

export interface BullmqWakeupsDeps {
  /** `redis://…` or `rediss://…` */
  readonly url: string;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Logger;
  /** Apart from other bots on the same server. */
  readonly queueName?: string;
  /** Between two looks for jobs that nobody would wake any more. */
  readonly selfHealMs?: number;
  /** A job this much overdue has lost its wake-up. */
  readonly overdueMs?: number;
}

interface Wakeup {
  readonly jobId: string;
}

/** Most of them wait for a socket: files in memory and calls of the swap API have limits of their own. */
const atOnce = 200;
/** Whoever was woken holds this lock; it is renewed while they work, and a dead process loses it. */
const lockMs = 60_000;
/** As the store's own connection, so that jobs go on as soon as their records can be read. */
const longestReconnectPauseMs = 2_000;
/** The worker's longest question is one for the next job, which BullMQ lets wait for 10 s. */
const silenceMs = 10_000 + storeCallMs;
/** A server that answers has let the worker go by then. */
const goneMs = 3_000;
/** A wake-up that failed is no news: the record says what to do, and the look for lost jobs comes in a minute. */
const attempts = 5;

/**
 * Wake-ups shared by all processes of a bot, in Redis: the queue says when, the records say what. At least once: a
 * process that dies leaves its wake-up to another one. BullMQ is an optional package, loaded here alone.
 * @throws AppError `STORE_FAILED` when the packages are not installed
 */
export async function createBullmqWakeups(deps: BullmqWakeupsDeps): Promise<Wakeups> {
  const { url, clock, sleep, log, queueName = "faceswap-jobs" } = deps;
  const { selfHealMs = limits.selfHealMs, overdueMs = 2 * 60 * 1000 } = deps;
  const { Queue, Worker } = await loadBullmq();
  const closing = new AbortController();
  const under = new Set<Promise<void>>();
  /** Nobody works on anything any more, and a server that is gone is not waited for. */
  let isOver = false;
  const connection = {
    url,
    connectTimeout: storeCallMs,
    retryStrategy: (tries: number) =>
      isOver ? null : Math.min(50 * 2 ** tries, longestReconnectPauseMs),
  };
  let worker: Worker<Wakeup> | undefined;
  let healing = Promise.resolve();

  const queue: Queue<Wakeup> = new Queue(queueName, {
    // A call while the server is away fails at once, as the store's own calls do, and in time while it is silent.
    connection: {
      ...connection,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: storeCallMs,
      socketTimeout: storeCallMs,
    },
    defaultJobOptions: {
      attempts,
      backoff: { type: "exponential", delay: 1000 },
      removeOnComplete: true,
      removeOnFail: true,
    },
  });
  queue.on("error", (error) => log.warn({ err: error }, "The queue of wake-ups has an error"));

  async function schedule(jobId: string, at: number): Promise<void> {
    // Whole milliseconds: the same time asked for twice is one wake-up, until it has been.
    const due = Math.ceil(at);
    const delay = Math.max(0, due - clock());
    try {
      await queue.add("wake", { jobId }, { delay, ...(delay > 0 && { jobId: `${jobId}-${due}` }) });
    } catch (error) {
      throw new AppError("STORE_FAILED", {
        message: `Job ${jobId} could not be put into the queue of wake-ups.`,
        cause: error,
      });
    }
  }

  async function heal({ unfinished }: WakeupHandler): Promise<void> {
    while (!closing.signal.aborted) {
      await sleep(selfHealMs, closing.signal).catch(() => {});
      if (closing.signal.aborted) return;
      try {
        for await (const { jobId, at } of unfinished()) {
          if (clock() - at > overdueMs) await schedule(jobId, clock());
        }
      } catch (error) {
        log.warn({ err: error }, "The jobs could not be looked through");
      }
    }
  }

  async function track(call: Promise<void>): Promise<void> {
    under.add(call);
    try {
      await call;
    } finally {
      under.delete(call);
    }
  }

  return {
    schedule,

    run(handler) {
      worker = new Worker<Wakeup>(queueName, ({ data }) => track(handler.wake(data.jobId)), {
        connection: { ...connection, maxRetriesPerRequest: null, socketTimeout: silenceMs },
        concurrency: atOnce,
        lockDuration: lockMs,
        // Giving up on a job is for its record to decide: BullMQ's default of 1 fails innocent ones.
        maxStalledCount: 1000,
      });
      worker.on("error", (error) => log.warn({ err: error }, "The wake-ups have an error"));
      worker.on("failed", (job, error) =>
        log.error({ jobId: job?.data.jobId, err: error }, "A job could not be worked on"),
      );
      healing = heal(handler);
    },

    async close() {
      closing.abort(new AppError("SHUTTING_DOWN"));
      const closed = worker?.close().catch(() => {});
      await Promise.allSettled(under);
      isOver = true;
      await healing;
      const allClosed = Promise.allSettled([closed, queue.close()]);
      // BullMQ waits for a server that is gone, for ever: ioredis never says that a connection has ended which it was
      // about to make again. What is left unsaid is that some wake-ups are done, and they may come twice.
      await Promise.race([allClosed, sleep(goneMs)]);
    },
  };
}

async function loadBullmq() {
  try {
    return await import("bullmq");
  } catch (error) {
    throw new AppError("STORE_FAILED", {
      message: "A Redis store needs the packages bullmq and ioredis: npm install bullmq ioredis",
      cause: error,
    });
  }
}
