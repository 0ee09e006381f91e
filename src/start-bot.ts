import { randomBytes } from "node:crypto";
import { Agent } from "undici";
import { commands } from "./commands/index.ts";
import type { BotConfig } from "./config.ts";
import { sleep } from "./core/deadline.ts";
import { limits } from "./core/limits.ts";
import type { Logger } from "./core/logger.ts";
import { newReference } from "./core/reference.ts";
import { createDiscordClient, listen } from "./discord/client.ts";
import { createDispatcher } from "./discord/dispatch.ts";
import { createJobReply } from "./discord/job-reply.ts";
import { logIn, whenRefused } from "./discord/log-in.ts";
import { createDownloader } from "./net/download.ts";
import { createGuardedDispatcher } from "./net/guarded-dispatcher.ts";
import { originSet } from "./net/safe-url.ts";
import { startServer } from "./server/start-server.ts";
import { accountRecord } from "./services/account-record.ts";
import { createAllowancePolicy } from "./services/allowance.ts";
import { createJobMachine } from "./services/job-machine.ts";
import { jobRecord } from "./services/job-record.ts";
import { createLedger } from "./services/ledger.ts";
import { createMediaIntake } from "./services/media-intake.ts";
import { createPollSchedule } from "./services/poll-schedule.ts";
import { createSlots } from "./services/slots.ts";
import { createSwapApi } from "./services/swap-api.ts";
import { openStore } from "./storage/open-store.ts";

export interface RunningBot {
  /** Resolves when Discord will not have this bot any more, with what to tell whoever runs it. */
  readonly refused: Promise<Error>;
  /** Takes no new jobs, gives the steps under way their grace, then closes everything. Jobs go on at the next start. */
  close(): Promise<void>;
}

/** Jobs that hold files in memory at the same time: 16 MB + 8 MB in, up to 32 MB out, each. */
const mediaSlots = 4;
/** Our own server is a millisecond away; the hosted one asks for calm, and may answer long after we gave up on it. */
const embeddedPace = {
  polling: { firstMs: 400, minMs: 400, maxMs: 3_000 },
  unclearWaitMs: 2_000,
};
const hostedPace = {
  polling: { firstMs: 5_000, minMs: 2_000, maxMs: 20_000 },
  unclearWaitMs: 90_000,
};

/**
 * Opens the store, starts the swap API beside us unless another one is named, takes up unfinished jobs and logs in.
 * @param stop gives the start up when it is aborted
 * @throws ConfigError, AppError `STORE_FAILED`, `DISCORD_UNREACHABLE`, the reason of `stop`; nothing stays open then
 */
export async function startBot(
  config: BotConfig,
  log: Logger,
  stop?: AbortSignal,
): Promise<RunningBot> {
  const closers: (() => Promise<unknown> | void)[] = [];
  async function closeAll(): Promise<void> {
    for (let close = closers.pop(); close; close = closers.pop()) {
      try {
        await close();
      } catch (error) {
        log.error({ err: error }, "A part of the bot could not be closed");
      }
    }
  }

  try {
    const store = await openStore(config.storeUrl);
    closers.push(() => store.close());
    for (const warning of store.warnings) log.warn(warning);
    const api = config.swapApi ?? (await startEmbeddedApi());
    const pace = config.swapApi ? hostedPace : embeddedPace;
    const people = createDownloader({ allowedOrigins: config.mediaAllowedOrigins });
    // The owner chose the API, so its results may come from a private address; a person's link may not.
    const results = createDownloader({ allowedOrigins: [...config.mediaAllowedOrigins, api.url] });
    const apiOrigins = originSet([api.url]);
    const direct = new Agent();
    const guarded = createGuardedDispatcher({ allowedOrigins: apiOrigins });
    closers.push(
      ...[people, results, direct, guarded].map((connections) => () => connections.close()),
    );

    const client = createDiscordClient({ apiUrl: config.discord.apiUrl, log });
    closers.push(() => client.destroy());
    const jobs = createJobMachine({
      records: store.records("job", jobRecord),
      ledger: createLedger({
        records: store.records("account", accountRecord),
        clock: Date.now,
        period: config.credits.period,
        timeZone: config.credits.timeZone,
      }),
      allowances: createAllowancePolicy({ creditsPerPeriod: config.credits.perPeriod }),
      api: createSwapApi({
        baseUrl: api.url,
        apiKey: api.key,
        dispatcher: direct,
        guarded,
        allowedOrigins: apiOrigins,
        clock: Date.now,
      }),
      intake: createMediaIntake(people),
      downloader: results,
      reply: createJobReply({ rest: client.rest, clock: Date.now, sleep, log }),
      schedule: createPollSchedule({ ...pace.polling, random: Math.random }),
      slots: createSlots(mediaSlots),
      clock: Date.now,
      sleep,
      log,
      unclearWaitMs: pace.unclearWaitMs,
      maxJobMs: limits.maxJobMs,
      maxRunningPerPerson: limits.maxRunningPerPerson,
    });
    listen(
      client,
      createDispatcher({
        commands,
        services: { swaps: jobs },
        log,
        clock: Date.now,
        newReference,
        count: () => {},
      }),
      log,
    );

    // Closed before what they work with, and given their grace.
    closers.push(() => jobs.close(limits.shutdownGraceMs));
    const recovered = await jobs.recover();
    if (recovered > 0) log.info({ jobs: recovered }, "Going on with the jobs of the last run");
    const refused = whenRefused(client);
    await logIn(client, { token: config.discord.token, refused, stop });
    return { refused, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }

  /** The server of this package, for this bot alone: on the loopback, any free port, a key that nobody else knows. */
  async function startEmbeddedApi(): Promise<{ url: string; key: string }> {
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
        httpStatus: "mirror",
        reference: false,
        maxStoredMediaBytes: limits.maxStoredMediaBytes,
      },
      log: log.child({ part: "server" }),
      // By then the jobs had their own grace; a task that is broken off runs again at the next start.
      graceMs: 0,
      mediaLifetimeMs: limits.embeddedMediaLifetimeMs,
    });
    closers.push(() => server.close());
    return { url: server.url, key };
  }
}
