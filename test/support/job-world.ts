import { join } from "node:path";
import sharp from "sharp";
import { expect, onTestFinished } from "vitest";
import type { SwapRequest } from "../../src/services/job-record.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import type { QuoteCard } from "../../src/services/reply-port.ts";
import { startFakeProvider } from "./fake-provider.ts";
import { makeGif } from "./make-gif.ts";
import { openMachine } from "./open-machine.ts";
import type { MachineOptions } from "./open-machine.ts";
import { recordingReply } from "./recording-reply.ts";
import { tempDir } from "./temp-dir.ts";
import { nowhere } from "./nowhere.ts";

/** A GIF of this many frames: what a person sends, and as good a result as any. */
export function plainGif(frames: number): Uint8Array {
  const made = Array.from({ length: frames }, (_, frame) => ({ paint: frame % 4 }));
  return makeGif({ width: 8, height: 8, loop: 0, frames: made });
}

export async function plainPhoto(width = 64, height = 48): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "peru" } })
    .jpeg()
    .toBuffer();
}

/** What an API may show a face with. */
export async function plainPicture(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 40, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
}

/** Everything round the services: a provider, a database file, a person's files on a host, and what the person sees. */
export async function jobWorld(options: Partial<MachineOptions> = {}) {
  const provider = await startFakeProvider(plainGif(20));
  onTestFinished(() => provider.close());
  provider.cdn.set("dance.gif", plainGif(20));
  provider.cdn.set("face.jpg", await plainPhoto());
  const storeUrl = options.storeUrl ?? `sqlite:${join(tempDir(), "bot.sqlite")}`;
  const reply = recordingReply();

  async function start(more: Partial<MachineOptions> = {}) {
    const opened = await openMachine({
      storeUrl,
      apiOrigin: provider.origin,
      reply,
      ...options,
      ...more,
    });
    let open = true;
    const close = async () => {
      if (open) await opened.close();
      open = false;
    };
    onTestFinished(close);
    return { ...opened, close };
  }

  function request(id: string, changes: Partial<SwapRequest> = {}): SwapRequest {
    return {
      id,
      personId: "77",
      guildId: undefined,
      roleIds: [],
      isBooster: false,
      place: nowhere,
      target: { url: `${provider.origin}/cdn/dance.gif` },
      face: { url: `${provider.origin}/cdn/face.jpg` },
      wishes: plainWishes,
      reply: {
        applicationId: "1",
        token: "token",
        createdAt: (options.clock ?? Date.now)(),
        attachmentLimit: 10_000_000,
      },
      ...changes,
    };
  }

  return { provider, reply, storeUrl, start, request };
}

export type JobWorld = Awaited<ReturnType<typeof jobWorld>>;
export type StartedMachine = Awaited<ReturnType<JobWorld["start"]>>;

/** Takes a job the way the command does, and waits for its end. */
export async function runToEnd(started: StartedMachine, request: SwapRequest): Promise<void> {
  await begin(started, request);
  await started.ended(request.id);
}

/** As `runToEnd`, without waiting. */
export async function begin(started: StartedMachine, request: SwapRequest): Promise<void> {
  await started.recover();
  await started.machine.create(request);
  await started.machine.markAcked(request.id);
}

/** Waits for the n-th quote (from 1) to be shown. */
export async function quoted(world: Pick<JobWorld, "reply">, n = 1): Promise<QuoteCard> {
  const count = () => world.reply.quotes.length;
  await expect.poll(count, { timeout: 30_000 }).toBeGreaterThanOrEqual(n);
  return world.reply.quotes[n - 1];
}

/** As `runToEnd`, by a person who agrees to the price. */
export async function agreeToEnd(
  world: JobWorld,
  started: StartedMachine,
  request: SwapRequest,
): Promise<void> {
  await begin(started, request);
  await quoted(world);
  await started.machine.agree(request.id, { ...request.reply, token: "pressed" });
  await started.ended(request.id);
}
