import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { sleep } from "../../src/core/deadline.ts";
import { startBotProcess } from "../support/bot-process.ts";
import type { CdnFile } from "../support/discord/cdn.ts";
import { startDiscordStandIn } from "../support/discord/discord-stand-in.ts";
import { startFakeProvider } from "../support/fake-provider.ts";
import { tinyGif } from "../support/tiny-media.ts";
import type { BenchRow } from "./bench-row.ts";
import { readBotFigures, storeKilobytes } from "./bot-figures.ts";
import { keepEngineBusy } from "./busy-engine.ts";
import { sendCommands, sendInBatches } from "./command-stream.ts";
import { quantile } from "./quantile.ts";
import { submitAllJobs } from "./submit-all-jobs.ts";

const inFlight = 1000;
const perSecond = 20;
const calmSeconds = 10;
const loadSeconds = 60;
/** The first part of the load, in which buffers and caches find their size. */
const warmUpSeconds = 10;
const engineProcesses = 2;
const mostFillMs = 30_000;

/**
 * Twenty commands a second for a minute, with 1,000 jobs in flight and both cores busy with swaps, against the same
 * commands to the same bot with nothing else to do. The bot is a process of its own, its wires are real, its store is
 * SQLite. The jobs in flight are real ones whose acknowledgement went out; that the swap API has taken them all is
 * written into the stopped bot's store, since a hosted API would take ten minutes for it. From then on each is looked at
 * and reported to its person, and never ends. The commands of the load name a GIF that is gone: each is a whole job,
 * from its record to its last edit, whose failure is its end.
 */
export async function measureLoad(swap: { readonly gif: CdnFile; readonly face: CdnFile }) {
  const dataDir = mkdtempSync(join(tmpdir(), "face-swap-load-"));
  try {
    await using discord = await startDiscordStandIn();
    await using provider = await openProvider();
    const still = await photo();
    const gone = { link: `${provider.origin}/cdn/gone.gif`, face: still };
    const bot = () =>
      startBotProcess({
        discord,
        dataDir,
        env: {
          SWAP_API_URL: provider.origin,
          SWAP_API_KEY: provider.apiKey,
          MEDIA_ALLOWED_ORIGINS: `${discord.origin},${provider.origin}`,
          METRICS_PORT: "0",
          CREDITS_PER_PERIOD: "1000",
        },
      });

    await using first = await bot();
    await sendCommands({ discord, options: gone, count: perSecond, perSecond });
    const calmCount = perSecond * calmSeconds;
    const calm = await sendCommands({ discord, options: gone, count: calmCount, perSecond });
    const whole = { gif: moving, face: still };
    await sendInBatches({ discord, options: whole, count: inFlight });
    await provider.hasBeenAsked();
    await first.kill();
    const submitted = await submitAllJobs(`sqlite:${join(dataDir, "bot.sqlite")}`);

    await using engine = keepEngineBusy({
      processes: engineProcesses,
      gif: swap.gif.bytes,
      photo: swap.face.bytes,
    });
    await using second = await bot();
    const count = perSecond * warmUpSeconds;
    const warmUp = await sendCommands({ discord, options: gone, count, perSecond });
    const before = await readBotFigures(second);
    const counted = perSecond * (loadSeconds - warmUpSeconds);
    const rest = await sendCommands({ discord, options: gone, count: counted, perSecond });
    const after = await readBotFigures(second);

    const busy = [...warmUp.ackMs, ...rest.ackMs];
    const replies = [...warmUp.replies, ...rest.replies];
    const ended = replies.filter(({ edits }) => edits.length > 0).length;
    const otherComplaints = discord.problems().filter(isNoSilence).length;
    const commands = calm.replies.length + perSecond + inFlight + replies.length;
    const acks = (name: string, share: number): BenchRow => ({
      name: `ack of /faceswap, ${name} (peer: the same commands, nothing else)`,
      ours: quantile(busy, share),
      peer: quantile(calm.ackMs, share),
      unit: "ms",
    });
    const share = (of: "processorSeconds" | "waitedSeconds") =>
      (after[of] - before[of]) / ((after.at - before.at) / 1000);
    return [
      row("jobs in flight all the while", submitted, "jobs"),
      row("swaps of the engine meanwhile", engine.swaps(), "swaps"),
      row("commands acknowledged", busy.length, "commands"),
      row("commands without an answer", warmUp.unanswered + rest.unanswered, "commands"),
      row("other complaints of Discord", otherComplaints, "complaints"),
      row("jobs of these commands with their end, at the last one's ack", ended, "jobs"),
      acks("median", 0.5),
      acks("p99", 0.99),
      acks("worst", 1),
      row("event loop's lag, p99", after.eventLoopLagMs, "ms"),
      row("processor time of the bot, share of a core", share("processorSeconds"), "cores"),
      row("share of the time that the bot waited for a core", share("waitedSeconds"), ""),
      {
        name: "memory of the bot after 60 s (peer: after 10 s)",
        ours: after.residentMB,
        peer: before.residentMB,
        unit: "MB",
      },
      row(
        "memory for each job that ended in between",
        ((after.residentMB - before.residentMB) * 1024) / counted,
        "kB",
      ),
      row("store for each job there was", storeKilobytes(dataDir) / commands, "kB"),
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const moving: CdnFile = {
  name: "clip.gif",
  bytes: tinyGif({ frames: 12, width: 64, height: 64 }),
  contentType: "image/gif",
};

/** Something to decode; nobody looks for a face in it before the swap API does. */
async function photo(): Promise<CdnFile> {
  const create = { width: 256, height: 256, channels: 3, background: "grey" } as const;
  const bytes = await sharp({ create }).png().toBuffer();
  return { name: "face.png", bytes, contentType: "image/png" };
}

/** A provider whose tasks run on and on, and say how far they are. */
async function openProvider() {
  const provider = await startFakeProvider(moving.bytes);
  provider.runningLooks = Infinity;
  provider.progress = { stage: "drawing", done: 5, of: 12 };
  return {
    origin: provider.origin,
    apiKey: provider.apiKey,
    /** About a task, so that the bot has written down that there is one. */
    async hasBeenAsked() {
      const patience = AbortSignal.timeout(mostFillMs);
      while (!provider.calls.some((call) => call.endsWith("/TaskInfo"))) await sleep(50, patience);
    },
    [Symbol.asyncDispose]: () => provider.close(),
  };
}

/** Silence is counted by itself. */
function isNoSilence(complaint: string): boolean {
  return !complaint.endsWith("was never answered");
}

function row(name: string, ours: number, unit: string): BenchRow {
  return { name, ours, unit };
}
