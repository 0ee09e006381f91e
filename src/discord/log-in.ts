import { DiscordjsError, DiscordjsErrorCodes, Events } from "discord.js";
import type { Client } from "discord.js";
import { deadline } from "../core/deadline.ts";
import { ConfigError, UpstreamError } from "../core/errors.ts";
import { discordFailure } from "./discord-error.ts";

/** What whoever runs the bot is told, wherever Discord says no to the token. */
export const tokenRefused =
  "Discord does not accept DISCORD_TOKEN. Copy the bot's token from the developer portal anew.";

/** The gateway may take a minute for its greeting and 15 s for the rest; this allows one more try. */
const maxLoginMs = 120_000;
/** An ordinary goodbye of the gateway, after which discord.js connects again. */
const normalClosure = 1000;
const authenticationFailed = 4004;

export interface LogInOptions {
  readonly token: string;
  /** Of `whenRefused`. */
  readonly refused: Promise<Error>;
  readonly stop?: AbortSignal | undefined;
}

/**
 * Connects to the gateway. Resolves when interactions come in.
 * @throws ConfigError when Discord refuses the token; UpstreamError `DISCORD_UNREACHABLE`; the reason of `stop`
 */
export async function logIn(client: Client, options: LogInOptions): Promise<void> {
  const { token, refused, stop } = options;
  const signal = deadline(maxLoginMs, stop);
  signal.throwIfAborted();
  const ready = new Promise((resolve) => {
    client.once(Events.ClientReady, resolve);
  });
  const interrupted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    void refused.then(reject);
  });
  try {
    await Promise.race([Promise.all([client.login(token), ready]), interrupted]);
  } catch (error) {
    if (stop?.aborted) throw stop.reason;
    if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
      throw new ConfigError(tokenRefused);
    }
    throw discordFailure(error) === "transient" || isOfGateway(error) ? unreachable(error) : error;
  }
}

/**
 * Resolves when Discord will not have this bot any more, with what to tell whoever runs it: discord.js neither ends nor
 * connects again then. Call before `logIn`.
 */
export function whenRefused(client: Client): Promise<Error> {
  return new Promise((resolve) => {
    client.on(Events.ShardDisconnect, ({ code }) => {
      if (code !== normalClosure) resolve(new ConfigError(refusal(code)));
    });
    client.rest.on("response", ({ data }, { status }) => {
      // discord.js forgets the token at such an answer. Replies to interactions carry none, and may be refused alone.
      if (status === 401 && data.auth) resolve(new ConfigError(tokenRefused));
    });
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  if ("code" in error && typeof error.code === "string") return error.code;
  return isOfGateway(error) ? error.message : "no answer";
}

function refusal(closeCode: number): string {
  return closeCode === authenticationFailed
    ? tokenRefused
    : `Discord's gateway refuses this bot (close code ${closeCode}).`;
}

/** The gateway's socket gives its errors no code and no class: nobody greeted it, or somebody else answered in its place. */
function isOfGateway(error: unknown): boolean {
  return error instanceof Error && error.constructor === Error;
}

function unreachable(error: unknown): UpstreamError {
  const reason = reasonOf(error);
  return new UpstreamError("DISCORD_UNREACHABLE", {
    message: `Discord cannot be reached (${reason}). Is this machine on the network?`,
    facts: { reason },
    next: "retry",
    cause: error,
  });
}
