import type { CdnFile } from "../support/discord/cdn.ts";
import { startWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";
import type { BenchRow } from "./bench-row.ts";
import { quantile } from "./quantile.ts";

const commands = 200;
const swapsAtOnce = 2;
/** A busy server: about 20 commands a second. */
const betweenMs = 50;

/**
 * How long Discord waits for the acknowledgement of /faceswap: of 200 commands one after another while two swaps keep the
 * engine's processes busy, against the same bot when it is idle. The bot is a process of its own, the wire is real.
 */
export async function measureAckLatency(swap: {
  readonly gif: CdnFile;
  readonly face: CdnFile;
}): Promise<BenchRow[]> {
  await using world = await startWorld({ env: { ENGINE_PROCESSES: String(swapsAtOnce) } });
  await acknowledgements(world, swap.face, 20);
  const idle = await acknowledgements(world, swap.face, commands);

  const ended = new AbortController();
  const swaps = Array.from({ length: swapsAtOnce }, () => keepSwapping(world, swap, ended.signal));
  const busy = await acknowledgements(world, swap.face, commands);
  ended.abort();
  const swapped = await Promise.all(swaps);
  const count = swapped.reduce((sum, each) => sum + each, 0);

  const row = (name: string, share: number): BenchRow => ({
    name: `ack of /faceswap, ${name}, ${count} swaps meanwhile (peer: idle)`,
    ours: quantile(busy, share),
    peer: quantile(idle, share),
    unit: "ms",
  });
  return [row("median", 0.5), row("p99", 0.99), row("worst", 1)];
}

/** Milliseconds from the sending of each command to the bot's callback. The link is dead: only the ack is of interest. */
async function acknowledgements(world: World, face: CdnFile, count: number): Promise<number[]> {
  const link = `${world.discord.origin}/cdn/attachments/1/2/gone.gif`;
  const times: number[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    const reply = world.discord.slash("faceswap", { link, face }, { user: somebody() });
    const { afterMs } = await reply.acked();
    times.push(afterMs);
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
  return times;
}

/** One swap after another; returns how many came back. The one under way at the end is waited for. */
async function keepSwapping(
  world: World,
  { gif, face }: { gif: CdnFile; face: CdnFile },
  signal: AbortSignal,
): Promise<number> {
  let done = 0;
  while (!signal.aborted) {
    const reply = world.discord.slash("faceswap", { gif, face }, { user: somebody() });
    await reply.shows(({ attachments }) => attachments.length === 1);
    done += 1;
  }
  return done;
}

let people = 0;
/** Everybody may run a few jobs only, so each command is another person's. */
function somebody(): { id: string; name: string } {
  people += 1;
  return { id: String(400_000_000_000_000_000n + BigInt(people)), name: "Eve" };
}
