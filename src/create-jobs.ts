import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { Agent } from "undici";
import type { BotConfig } from "./config.ts";
import { sleep } from "./core/deadline.ts";
import { limits } from "./core/limits.ts";
import type { Logger } from "./core/logger.ts";
import type { Metrics } from "./core/metrics.ts";
import { createDownloader } from "./net/download.ts";
import { createGuardedDispatcher } from "./net/guarded-dispatcher.ts";
import { originSet } from "./net/safe-url.ts";
import { accountRecord } from "./services/account-record.ts";
import type { AllowancePolicy } from "./services/allowance.ts";
import { jobRecord } from "./services/job-record.ts";
import type { SavedFaces } from "./services/faces/saved-faces.ts";
import { createTakePhoto } from "./services/faces/take-photo.ts";
import type { TakePhoto } from "./services/faces/take-photo.ts";
import { createJobMachine } from "./services/job-machine.ts";
import type { JobMachine } from "./services/job-machine.ts";
import { lineRecord } from "./services/line/line-record.ts";
import { createLine } from "./services/line/line.ts";
import type { Ledger } from "./services/ledger.ts";
import type { DiscordMedia } from "./services/links/discord-attachment.ts";
import { createFetchLink } from "./services/links/fetch-link.ts";
import { createMediaIntake } from "./services/media-intake.ts";
import { createPollSchedule } from "./services/poll-schedule.ts";
import { createCallbackAddresses, createHearCallback } from "./services/provider-callbacks.ts";
import type { HearCallback } from "./services/provider-callbacks.ts";
import { createForgetJobs } from "./services/privacy/forget-jobs.ts";
import type { ForgetJobs } from "./services/privacy/forget-jobs.ts";
import type { OptOuts } from "./services/privacy/opt-outs.ts";
import { createProviderKey } from "./services/provider-key.ts";
import { createReadMarks } from "./services/read-marks.ts";
import type { ReadMarks } from "./services/read-marks.ts";
import { startReconciler } from "./services/reconciler.ts";
import type { ReplyPort } from "./services/reply-port.ts";
import { createMayUse } from "./services/may-use.ts";
import { withFrameLimit } from "./services/frame-limit.ts";
import type { ServerRules } from "./services/server-rules.ts";
import { createSafetyFloor } from "./core/safety-floor.ts";
import type { Results } from "./services/results/results.ts";
import { createSlots } from "./services/slots.ts";
import { createSwapPace, paceRecord } from "./services/swap-pace.ts";
import { createSwapApi } from "./services/swap-api.ts";
import { createBullmqWakeups } from "./services/wakeups/bullmq-wakeups.ts";
import { createEmbeddedWakeups } from "./services/wakeups/embedded-wakeups.ts";
import type { Store } from "./storage/store.ts";
import { createDrawFacesProcess } from "./workers/draw-faces-process.ts";
import { createFitProcess } from "./workers/fit-process.ts";
import { createGifMakerProcess } from "./workers/gif-maker-process.ts";
import { createSafetyProcess } from "./workers/safety-process.ts";

export interface JobsOptions {
  readonly config: BotConfig;
  readonly api: { readonly url: string; readonly key: string };
  readonly store: Store;
  readonly ledger: Ledger;
  readonly allowances: AllowancePolicy;
  readonly reply: ReplyPort;
  readonly results: Pick<Results, "remember">;
  readonly rules: ServerRules;
  readonly faces: SavedFaces;
  readonly optOuts: OptOuts;
  /** Each deletes what has had its lifetime. */
  readonly sweeps: readonly (() => Promise<void>)[];
  readonly refreshAttachment: DiscordMedia["refresh"];
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Gets what closes the connections, which the jobs need until their own end. */
  readonly closers: (() => Promise<unknown> | void)[];
}

export interface Jobs extends JobMachine {
  /** What the swap API says when a task has ended. */
  readonly hearCallback: HearCallback;
  readonly takePhoto: TakePhoto;
  readonly forgetJobs: ForgetJobs;
  readonly readMarks: ReadMarks;
}

/** Jobs that hold files in memory at the same time: 16 MB + 8 MB in, up to 32 MB out, each. */
const mediaSlots = 4;
/** Our own server is a millisecond away; the hosted one asks for calm, and may answer long after we gave up on it. */
const embeddedPace = {
  polling: { firstMs: 400, minMs: 400, maxMs: 3_000 },
  calls: { perSecond: 50, burst: 50 },
  unclearWaitMs: 2_000,
  // A frame of a face on one core.
  priorMs: 150,
  // A little less than the server keeps media.
  keptMs: limits.embeddedMediaLifetimeMs - 2 * 60 * 1000,
};
const hostedPace = {
  polling: { firstMs: 5_000, minMs: 2_000, maxMs: 20_000 },
  // The contract allows 20 calls in 10 s for CreateTask; looks are counted with them, to be safe.
  calls: { perSecond: 8, burst: 16 },
  unclearWaitMs: 90_000,
  // Others say one to three minutes for a GIF.
  priorMs: 1_500,
  keptMs: 12 * 60 * 60 * 1000,
};

/** The job machine with all that it works with. `recover` and `close` are the caller's. */
export async function createJobs(options: JobsOptions): Promise<Jobs> {
  const { config, api, store, ledger, allowances, reply, results: remembered } = options;
  const { log, metrics, closers } = options;
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

  const swapApi = createSwapApi({
    baseUrl: api.url,
    apiKey: api.key,
    dispatcher: direct,
    guarded,
    allowedOrigins: apiOrigins,
    clock: Date.now,
  });
  const timing = { clock: Date.now, sleep, log };
  const wakeups = /^rediss?:/.test(config.storeUrl)
    ? await createBullmqWakeups({ url: config.storeUrl, ...timing })
    : createEmbeddedWakeups(timing);
  const toGif = createGifMakerProcess();
  const inspector = createSafetyProcess({ modelDirectory: join(config.dataDir, "models") });
  closers.push(() => inspector.close());
  const safety = createSafetyFloor(inspector.run);
  const fetchLink = createFetchLink({
    downloader: people,
    discord: { cdnUrl: config.discord.cdnUrl, refresh: options.refreshAttachment },
    clock: Date.now,
  });
  const calmApi = createProviderKey(swapApi, {
    ...pace.calls,
    clock: Date.now,
    sleep,
    random: Math.random,
    log,
    metrics,
  });
  const records = store.records("job", jobRecord);
  const lineOf = (namespace: string) =>
    createLine({
      lines: store.records(namespace, lineRecord),
      jobs: records,
      clock: Date.now,
    });
  const machine = createJobMachine({
    records,
    people: lineOf("person"),
    running: {
      servers: lineOf("place"),
      rules: options.rules,
      mostPerPerson: limits.maxRunningPerPerson,
      mostPerServer: limits.maxRunningPerServer,
      mostWaitingPerPerson: limits.maxWaitingPerPerson,
      mostWaitingPerServer: limits.maxWaitingPerServer,
    },
    placeLookMs: limits.placeLookMs,
    wakeups,
    ledger,
    allowances,
    api: calmApi,
    random: Math.random,
    mayUse: createMayUse(options.rules),
    intake: withFrameLimit(
      createMediaIntake({
        fetchLink,
        faces: options.faces,
        optOuts: options.optOuts,
        toGif,
        safety,
      }),
      options.rules,
    ),
    downloader: results,
    fit: createFitProcess(),
    drawFaces: createDrawFacesProcess(),
    pace: createSwapPace({
      records: store.records("pace", paceRecord),
      priorMs: pace.priorMs,
      log,
    }),
    quoteFrom: config.quoteFromCredits,
    toGif,
    safety,
    reply,
    results: remembered,
    schedule: createPollSchedule({ ...pace.polling, random: Math.random }),
    slots: createSlots(mediaSlots),
    clock: Date.now,
    sleep,
    log,
    metrics,
    owner: randomUUID(),
    alone: isOneProcess(config.storeUrl),
    newToken: randomUUID,
    unclearWaitMs: pace.unclearWaitMs,
    newCallbackAddress:
      config.callbacks && createCallbackAddresses(config.callbacks.publicUrl, randomBytes),
    keptMs: pace.keptMs,
    maxJobMs: limits.maxJobMs,
  });
  return {
    ...machine,
    takePhoto: createTakePhoto({ fetchLink, api: calmApi, log }),
    readMarks: createReadMarks(fetchLink),
    forgetJobs: createForgetJobs({ records, wakeups, clock: Date.now }),
    hearCallback: createHearCallback({ records, wakeups, clock: Date.now, metrics, log }),
    async recover() {
      const count = await machine.recover();
      const reconciler = startReconciler({
        jobs: records,
        accounts: store.records("account", accountRecord),
        ledger,
        wakeups,
        metrics,
        sweeps: options.sweeps,
        maxJobMs: limits.maxJobMs,
        ...timing,
      });
      closers.push(() => reconciler.close());
      return count;
    },
  };
}

/** Can no other process open this store while we have it? Then a lease of another one is a dead one's. */
export function isOneProcess(storeUrl: string): boolean {
  return storeUrl.startsWith("sqlite:") && !storeUrl.endsWith("?shared");
}
