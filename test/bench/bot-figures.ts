import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import type { BotProcess } from "../support/bot-process.ts";

/** What a bot with a METRICS_PORT says about itself at one moment. */
export interface BotFigures {
  /** On the clock of `performance.now`. */
  readonly at: number;
  readonly residentMB: number;
  readonly processorSeconds: number;
  /** How long its main thread could have run and had no core, since it began. Linux only. */
  readonly waitedSeconds: number;
  /** The 99th percentile since the last look; a timer of 10 ms measures it, which is its least. */
  readonly eventLoopLagMs: number;
}

export async function readBotFigures({ pid, log }: BotProcess): Promise<BotFigures> {
  const url = log.map((line) => /"url":"([^"]+)".*\/metrics/.exec(line)?.[1]).find(Boolean);
  const { body } = await request(`${url}/metrics`);
  const text = await body.text();
  const value = (name: string) => Number(new RegExp(`^${name} (.+)$`, "m").exec(text)?.[1]);
  return {
    at: performance.now(),
    residentMB: value("process_resident_memory_bytes") / 1024 ** 2,
    processorSeconds: value("process_cpu_seconds_total"),
    waitedSeconds: Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[1]) / 1e9,
    eventLoopLagMs: value("nodejs_eventloop_lag_p99_seconds") * 1000,
  };
}

/** Kilobytes of the bot's SQLite store with its journal, on disk. */
export function storeKilobytes(dataDir: string): number {
  const files = ["bot.sqlite", "bot.sqlite-wal"];
  const bytes = files.map(
    (name) => statSync(join(dataDir, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  return bytes.reduce((sum, size) => sum + size, 0) / 1024;
}
