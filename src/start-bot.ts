import { commands, components, forms, messageCommands } from "./commands/index.ts";
import { aboutFacts } from "./about-facts.ts";
import type { BotConfig } from "./config.ts";
import { createConsent } from "./create-consent.ts";
import { createCredits } from "./create-credits.ts";
import { sleep } from "./core/deadline.ts";
import { limits } from "./core/limits.ts";
import type { Logger } from "./core/logger.ts";
import { createMetrics } from "./core/metrics.ts";
import { newReference } from "./core/reference.ts";
import { createJobs } from "./create-jobs.ts";
import { createResultServices } from "./create-results.ts";
import { createPersonalDataOn } from "./create-personal-data.ts";
import { createPeople } from "./create-people.ts";
import { createChannelPost } from "./discord/channel-post.ts";
import { createDiscordClient, isConnected, listen } from "./discord/client.ts";
import { createDispatcher } from "./discord/dispatch.ts";
import { createJobReply } from "./discord/job-reply.ts";
import { logIn, whenRefused } from "./discord/log-in.ts";
import { createRefreshAttachment } from "./discord/refresh-attachment.ts";
import { createReadiness } from "./http/readiness.ts";
import { startCallbacks } from "./http/start-callbacks.ts";
import { startHttp } from "./http/start-http.ts";
import { startEmbeddedApi } from "./start-embedded-api.ts";
import { createFilePlaces } from "./services/file-places.ts";
import { createMayUse } from "./services/may-use.ts";
import { openStore } from "./storage/open-store.ts";
import { passOver } from "./storage/pass-over.ts";

export interface RunningBot {
  /** Resolves when Discord will not have this bot any more, with what to tell whoever runs it. */
  readonly refused: Promise<Error>;
  /** Takes no new jobs, gives the steps under way their grace, then closes everything. Jobs go on at the next start. */
  close(): Promise<void>;
}

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
    const store = await openStore(config.storeUrl, passOver(log));
    closers.push(() => store.close());
    for (const warning of store.warnings) log.warn(warning);
    const api = config.swapApi ?? (await startEmbeddedApi(config, log, closers));
    const metrics = createMetrics({ ofProcess: config.metrics !== undefined });
    const client = createDiscordClient({ ...config.discord, log });
    // Jobs of the last run go on before the log-in, and may have links to renew.
    client.rest.setToken(config.discord.token);
    closers.push(() => client.destroy());
    const credits = createCredits({
      config,
      store,
      post: createChannelPost(client.rest),
      log,
      closers,
    });
    const { rest } = client;
    const { results, reports, download } = createResultServices({
      config,
      store,
      credits,
      rest,
      log,
      closers,
    });
    const people = createPeople({ config, store, log });
    const jobs = await createJobs({
      config,
      api,
      store,
      ledger: credits.ledger,
      allowances: credits.allowances,
      rules: credits.rules,
      reply: createJobReply({ rest: client.rest, clock: Date.now, sleep, log }),
      results,
      faces: people.faces,
      optOuts: people.optOuts,
      sweeps: [
        () => people.faces.sweep(),
        () => people.openForms.sweep(),
        () => consent.sweep(),
        () => results.sweep(),
        () => reports.sweep(),
      ],
      refreshAttachment: createRefreshAttachment(client.rest, log),
      log,
      metrics,
      closers,
    });
    const { optOuts } = people;
    const consent = createConsent({
      store,
      rest,
      swaps: jobs,
      optOuts,
      mayUse: createMayUse(credits.rules),
      log,
    });
    listen(
      client,
      createDispatcher({
        commands,
        messageCommands,
        components,
        forms,
        services: {
          swaps: jobs,
          credits: credits.desk,
          ...people,
          consent,
          personalData: createPersonalDataOn(store, {
            ...people,
            consent,
            forgetJobs: jobs.forgetJobs,
            log,
          }),
          filePlaces: createFilePlaces({
            count: limits.maxFilesOfCommands,
            waitMs: limits.filePlaceWaitMs,
          }),
          takePhoto: jobs.takePhoto,
          readMarks: jobs.readMarks,
          about: aboutFacts(config),
          results,
          reports,
          download,
        },
        log,
        clock: Date.now,
        newReference,
        count: metrics.dispatched,
      }),
      log,
    );

    const readiness = createReadiness({
      store: async () => {
        await store.check();
        return true;
      },
      discord: () => isConnected(client),
    });
    if (config.metrics) {
      const http = await startHttp({ ...config.metrics, readiness, metrics });
      log.info({ url: http.url }, "Answering /livez, /readyz and /metrics");
      closers.push(() => http.close());
    }
    if (config.callbacks) {
      const { host, port } = config.callbacks;
      const listener = await startCallbacks({ host, port, hear: jobs.hearCallback });
      log.info({ url: listener.url }, "Listening for callbacks of the swap API");
      closers.push(() => listener.close());
    }
    // Closed before what they work with, and given their grace.
    closers.push(() => jobs.close(limits.shutdownGraceMs));
    closers.push(() => readiness.stop());
    const recovered = await jobs.recover();
    if (recovered > 0) log.info({ jobs: recovered }, "Going on with the jobs of the last run");
    closers.push(() => consent.close());
    // Beside the log-in: each question may have to be told to Discord.
    consent.recover().catch((error: unknown) => {
      log.error({ err: error }, "The questions of the last run could not be taken up");
    });
    const refused = whenRefused(client);
    await logIn(client, { token: config.discord.token, refused, stop });
    return { refused, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
