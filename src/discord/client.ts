import { Client, Events, Options, Status } from "discord.js";
import type { Interaction } from "discord.js";
import { keepSentChannel } from "../commands/sent-channel.ts";
import type { Logger } from "../core/logger.ts";
import { sendRequest } from "./send-request.ts";

export interface DiscordClientOptions {
  /** Discord's own unless given: REST base without a version. */
  readonly apiUrl?: string | undefined;
  /** Where pictures of people are; Discord's own unless given. */
  readonly cdnUrl?: string | undefined;
  readonly log: Logger;
}

/** An upload of 20 MB at 3 Mbit/s; discord.js's own 15 s would cut it off. */
const restTimeoutMs = 60_000;
/** Discord bans an address after 10,000 refused requests in ten minutes. */
const invalidRequestWarningInterval = 500;
/** As long as the back-off of a final edit. */
const longestRateLimitMs = 15_000;
/** Every interaction leaves its user and member in a cache that we never read. */
const cachedPeople = 100;

/** A client for interactions alone: no intents, no pings, small caches. `login` and `destroy` are the caller's. */
export function createDiscordClient({ apiUrl, cdnUrl, log }: DiscordClientOptions): Client {
  const client = new Client({
    intents: [],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      UserManager: {
        maxSize: cachedPeople,
        keepOverLimit: (user) => user.id === user.client.user.id,
      },
      GuildMemberManager: {
        maxSize: cachedPeople,
        keepOverLimit: (member) => member.id === member.client.user.id,
      },
    }),
    rest: {
      makeRequest: sendRequest,
      timeout: restTimeoutMs,
      invalidRequestWarningInterval,
      // A 429 that does not say for how long comes from the network before Discord; discord.js would repeat the call at
      // once and for ever. A long one would hold the call beyond every deadline. Thrown, both meet our own back-off.
      rejectOnRateLimit: ({ retryAfter }) => retryAfter <= 0 || retryAfter > longestRateLimitMs,
      ...(apiUrl !== undefined && { api: apiUrl }),
      ...(cdnUrl !== undefined && { cdn: cdnUrl }),
    },
  });

  // Without a listener, an "error" event would end the process.
  client.on(Events.Error, (error) => log.error({ err: error }, "The client has an error"));
  client.on(Events.ShardError, (error) =>
    log.warn({ err: error }, "The gateway connection has an error"),
  );
  client.on(Events.ShardReconnecting, () => log.info("Reconnecting to the gateway"));
  client.on(Events.ShardResume, () => log.info("Back on the gateway"));
  client.rest.on("invalidRequestWarning", (warning) =>
    log.warn({ ...warning }, "Discord refuses many of our requests"),
  );
  return client;
}

/** Do interactions come in? discord.js calls a client ready that has been so once, whatever became of its connection. */
export function isConnected(client: Client): boolean {
  return client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready);
}

/** Hands every interaction to `dispatch`, without waiting for it. Call before `login`. */
export function listen(
  client: Client,
  dispatch: (interaction: Interaction) => Promise<void>,
  log: Logger,
): void {
  let lastPacket: unknown;
  // Each interaction is made of the packet just before it, and says less.
  client.on(Events.Raw, (packet: unknown) => void (lastPacket = packet));
  client.on(Events.InteractionCreate, (interaction) => {
    keepSentChannel(interaction, lastPacket);
    dispatch(interaction).catch((error: unknown) => {
      log.error({ err: error }, "The dispatcher failed");
    });
  });
}
