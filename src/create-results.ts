import type { REST } from "discord.js";
import type { BotConfig } from "./config.ts";
import { limits } from "./core/limits.ts";
import type { Logger } from "./core/logger.ts";
import type { Credits } from "./create-credits.ts";
import { createReportMessages } from "./discord/report-messages.ts";
import { createDownloader } from "./net/download.ts";
import { reportRecord } from "./services/results/report-record.ts";
import { createReports } from "./services/results/reports.ts";
import type { Reports } from "./services/results/reports.ts";
import { resultRecord } from "./services/results/result-record.ts";
import { createResults } from "./services/results/results.ts";
import type { Results } from "./services/results/results.ts";
import type { Store } from "./storage/store.ts";

export interface ResultServices {
  readonly results: Results;
  readonly reports: Reports;
  /** A file that Discord keeps. */
  readonly download: (link: string) => Promise<Uint8Array>;
}

export interface ResultServicesDeps {
  readonly config: Pick<BotConfig, "reportsChannelId" | "mediaAllowedOrigins">;
  readonly store: Store;
  readonly credits: Pick<Credits, "desk" | "rules">;
  readonly rest: REST;
  readonly log: Logger;
  readonly closers: (() => Promise<unknown> | void)[];
}

/** What the buttons under results work with, on the bot's store. */
export function createResultServices(deps: ResultServicesDeps): ResultServices {
  const { config, store, credits, rest, log, closers } = deps;
  const downloader = createDownloader({ allowedOrigins: config.mediaAllowedOrigins });
  closers.push(() => downloader.close());
  const results = createResults(store.records("result", resultRecord), Date.now);
  const reports = createReports({
    records: store.records("report", reportRecord),
    results,
    rules: credits.rules,
    desk: credits.desk,
    port: createReportMessages({ rest, clock: Date.now, log }),
    ownersChannelId: config.reportsChannelId,
    clock: Date.now,
    log,
  });
  return {
    results,
    reports,
    async download(link) {
      const { bytes } = await downloader.download(link, { maxBytes: limits.maxResultBytes });
      return bytes;
    },
  };
}
