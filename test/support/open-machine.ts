import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Agent } from "undici";
import type { Clock } from "../../src/core/clock.ts";
import { sleep } from "../../src/core/deadline.ts";
import type { Sleep } from "../../src/core/deadline.ts";
import { createLogger } from "../../src/core/logger.ts";
import type { Logger } from "../../src/core/logger.ts";
import { createMetrics } from "../../src/core/metrics.ts";
import { createDownloader } from "../../src/net/download.ts";
import { createGuardedDispatcher } from "../../src/net/guarded-dispatcher.ts";
import { accountRecord } from "../../src/services/account-record.ts";
import { createAllowancePolicy } from "../../src/services/allowance.ts";
import { createJobMachine } from "../../src/services/job-machine.ts";
import type { JobMachineDeps } from "../../src/services/job-machine.ts";
import { jobRecord } from "../../src/services/job-record.ts";
import { lineRecord } from "../../src/services/line/line-record.ts";
import { createLine } from "../../src/services/line/line.ts";
import { createLedger } from "../../src/services/ledger.ts";
import { createMayUse } from "../../src/services/may-use.ts";
import { withFrameLimit } from "../../src/services/frame-limit.ts";
import { createMediaIntake } from "../../src/services/media-intake.ts";
import { openPeople } from "./open-people.ts";
import { plainFetch } from "./plain-fetch.ts";
import { createPollSchedule } from "../../src/services/poll-schedule.ts";
import { createHearCallback } from "../../src/services/provider-callbacks.ts";
import { createProviderKey } from "../../src/services/provider-key.ts";
import { resultRecord } from "../../src/services/results/result-record.ts";
import { createResults } from "../../src/services/results/results.ts";
import type { ReplyPort } from "../../src/services/reply-port.ts";
import { createSafetyFloor } from "../../src/core/safety-floor.ts";
import type { Inspect } from "../../src/core/safety-floor.ts";
import { createSlots } from "../../src/services/slots.ts";
import { createSwapApi } from "../../src/services/swap-api.ts";
import { createSwapPace, paceRecord } from "../../src/services/swap-pace.ts";
import { drawFaces } from "../../src/workers/draw-faces.ts";
import { fitResult } from "../../src/workers/fit-result.ts";
import { createBullmqWakeups } from "../../src/services/wakeups/bullmq-wakeups.ts";
import { toGif } from "../../src/workers/to-gif.ts";
import { createEmbeddedWakeups } from "../../src/services/wakeups/embedded-wakeups.ts";
import type { Wakeups } from "../../src/services/wakeups/wakeups.ts";
import { createServerRules } from "../../src/services/server-rules.ts";
import { serverSettings } from "../../src/services/server-settings.ts";
import { openStore } from "../../src/storage/open-store.ts";

export interface MachineOptions {
  readonly storeUrl: string;
  readonly apiOrigin: string;
  /** Where people's files are, if not there. */
  readonly cdnOrigin?: string;
  readonly reply: ReplyPort;
  readonly clock?: Clock;
  readonly creditsPerPeriod?: number;
  readonly maxJobMs?: number;
  /** 100 unless told: only what is more than half of what is left is quoted. */
  readonly quoteFrom?: number;
  readonly unclearWaitMs?: number;
  readonly maxRunningPerPerson?: number;
  readonly maxRunningPerServer?: number;
  readonly maxWaitingPerPerson?: number;
  readonly maxWaitingPerServer?: number;
  /** A minute unless told: jobs in the line are called. */
  readonly placeLookMs?: number;
  readonly slots?: number;
  readonly wakeups?: Wakeups;
  readonly keptMs?: number;
  readonly timeZone?: string;
  readonly leaseMs?: number;
  readonly callsPerSecond?: number;
  readonly halfOpenAfterMs?: number;
  readonly log?: Logger;
  /** The safety process's answers; left out, it finds nothing. */
  readonly inspect?: Inspect;
  /** Changes what the machine is made of: a test's place to break things. */
  readonly alter?: (deps: JobMachineDeps) => JobMachineDeps;
}

/** The job machine as the program wires it, but for pauses of milliseconds. */
export async function openMachine(options: MachineOptions) {
  const { storeUrl, apiOrigin, reply, clock = Date.now, alter = (deps) => deps } = options;
  const allowedOrigins = new Set([apiOrigin]);
  const store = await openStore(storeUrl);
  const dispatcher = new Agent({ pipelining: 0 });
  const guarded = createGuardedDispatcher({ allowedOrigins });
  const downloader = createDownloader({
    allowedOrigins: [apiOrigin, options.cdnOrigin ?? apiOrigin],
  });
  const records = store.records("job", jobRecord);
  const accounts = store.records("account", accountRecord);
  const metrics = createMetrics();
  const swapApi = createSwapApi({
    baseUrl: apiOrigin,
    apiKey: "ak_test",
    dispatcher,
    guarded,
    allowedOrigins,
    clock,
  });
  const log = options.log ?? createLogger({ level: "silent" });
  const api = createProviderKey(swapApi, {
    clock,
    sleep,
    random: Math.random,
    log,
    metrics,
    perSecond: options.callsPerSecond ?? 10_000,
    burst: options.callsPerSecond ?? 10_000,
    halfOpenAfterMs: options.halfOpenAfterMs ?? 15_000,
  });
  const rules = createServerRules(store.records("server", serverSettings), clock);
  const lineOf = (namespace: string) =>
    createLine({ lines: store.records(namespace, lineRecord), jobs: records, clock });
  const people = lineOf("person");
  const kept = openPeople(store, clock);
  const wakeups = options.wakeups ?? (await openWakeups(storeUrl, { clock, sleep, log }));
  const safety = createSafetyFloor(options.inspect ?? (async () => ({ rule: "none" })));
  const machine = createJobMachine(
    alter({
      records,
      people,
      mayUse: createMayUse(rules),
      running: {
        servers: lineOf("place"),
        rules,
        mostPerPerson: options.maxRunningPerPerson ?? 5,
        mostPerServer: options.maxRunningPerServer ?? 100,
        mostWaitingPerPerson: options.maxWaitingPerPerson ?? 3,
        mostWaitingPerServer: options.maxWaitingPerServer ?? 30,
      },
      placeLookMs: options.placeLookMs ?? 60_000,
      wakeups,
      ledger: createLedger({
        records: accounts,
        clock,
        period: "day",
        timeZone: options.timeZone ?? "UTC",
      }),
      allowances: createAllowancePolicy({
        rules,
        creditsPerPeriod: options.creditsPerPeriod ?? 10,
      }),
      api,
      random: Math.random,
      intake: withFrameLimit(
        createMediaIntake({ fetchLink: plainFetch(downloader), ...kept, toGif, safety }),
        rules,
      ),
      downloader,
      fit: async (job) => fitResult(job),
      drawFaces,
      pace: createSwapPace({ records: store.records("pace", paceRecord), priorMs: 1, log }),
      quoteFrom: options.quoteFrom ?? 100,
      toGif,
      safety,
      reply,
      results: createResults(store.records("result", resultRecord), clock),
      schedule: createPollSchedule({ minMs: 2, maxMs: 20, random: Math.random }),
      slots: createSlots(options.slots ?? 8),
      clock,
      sleep,
      log,
      metrics,
      owner: randomUUID(),
      alone: storeUrl.startsWith("sqlite:"),
      leaseMs: options.leaseMs ?? 60_000,
      newToken: randomUUID,
      maxJobMs: options.maxJobMs ?? 30_000,
      keptMs: options.keptMs ?? 600_000,
      unclearWaitMs: options.unclearWaitMs ?? 1,
    }),
  );
  const hearCallback = createHearCallback({ records, wakeups, clock, metrics, log });
  let recovered: Promise<number> | undefined;
  /** Once, however often it is called. */
  const recover = () => (recovered ??= machine.recover());
  return {
    machine,
    recover,
    hearCallback,
    /** Resolves when the job has its end. */
    async ended(jobId: string) {
      await recover();
      while ((await records.get(jobId))?.state !== "delivered") await delay(3);
    },
    api,
    wakeups,
    people,
    rules,
    records,
    accounts,
    store,
    ...kept,
    metrics,
    async close() {
      await machine.close(5000);
      await Promise.all([downloader.close(), guarded.destroy(), dispatcher.destroy()]);
      await store.close();
    },
  };
}

/** As the program chooses them. */
async function openWakeups(
  storeUrl: string,
  timing: { clock: Clock; sleep: Sleep; log: Logger },
): Promise<Wakeups> {
  return storeUrl.startsWith("redis:")
    ? createBullmqWakeups({ url: storeUrl, ...timing })
    : createEmbeddedWakeups(timing);
}
