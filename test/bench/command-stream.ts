import { sleep } from "../../src/core/deadline.ts";
import type { CdnFile } from "../support/discord/cdn.ts";
import type { DiscordStandIn } from "../support/discord/discord-stand-in.ts";
import type { SlashContext } from "../support/discord/interaction-payload.ts";
import type { InteractionHandle } from "../support/discord/interaction.ts";

export interface CommandStream {
  readonly discord: DiscordStandIn;
  readonly options: Readonly<Record<string, string | CdnFile>>;
  readonly count: number;
  readonly perSecond: number;
}

/** What came of a stream of commands. */
export interface CommandsSent {
  readonly replies: readonly InteractionHandle[];
  /** Milliseconds from the sending of each command to its acknowledgement, of those that had one. */
  readonly ackMs: readonly number[];
  readonly unanswered: number;
}

/** Sends /faceswap at an even pace, however long the bot takes to answer. Each is another person's. */
export async function sendCommands(stream: CommandStream): Promise<CommandsSent> {
  const { discord, options, count, perSecond } = stream;
  const beganAt = performance.now();
  const replies: InteractionHandle[] = [];
  const acks: Promise<number | undefined>[] = [];
  while (replies.length < count) {
    const dueAt = beganAt + (replies.length * 1000) / perSecond;
    await sleep(Math.max(0, dueAt - performance.now()));
    const reply = discord.slash("faceswap", options, somebody());
    replies.push(reply);
    acks.push(
      reply.acked().then(
        ({ afterMs }) => afterMs,
        () => undefined,
      ),
    );
  }
  const ackMs = (await Promise.all(acks)).filter((ms) => ms !== undefined);
  return { replies, ackMs, unanswered: count - ackMs.length };
}

const batch = 20;

/**
 * Sends as many as the bot takes, each batch when the one before has its answers, until `count` were acknowledged.
 * @throws when the bot leaves every second one without an answer
 */
export async function sendInBatches(
  stream: Pick<CommandStream, "discord" | "options" | "count">,
): Promise<void> {
  let acked = 0;
  for (let sent = 0; acked < stream.count; sent += batch) {
    if (sent >= stream.count * 2) throw new Error(`Only ${acked} of ${sent} were acknowledged.`);
    const { ackMs } = await sendCommands({ ...stream, count: batch, perSecond: Infinity });
    acked += ackMs.length;
  }
}

let people = 0;
/** As many as a server lets swap at the same time. */
const peopleOfServer = 5;

const idFrom = (first: bigint, count: number) => String(first + BigInt(count));

/** Somebody else each time: everybody may run a few jobs only, and so may every server. */
function somebody(): SlashContext {
  people += 1;
  return {
    user: { id: idFrom(500_000_000_000_000_000n, people), name: "Mallory" },
    guildId: idFrom(600_000_000_000_000_000n, Math.floor(people / peopleOfServer)),
  };
}
