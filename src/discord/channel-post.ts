import { Routes } from "discord.js";
import type { REST } from "discord.js";

const longestContent = 2000;
const postMs = 10_000;

/** Puts a message into a channel where the bot may write. Nobody is pinged. @throws whatever Discord answered */
export function createChannelPost(
  rest: Pick<REST, "post">,
): (channelId: string, text: string) => Promise<void> {
  return async (channelId, text) => {
    const body = { content: text.slice(0, longestContent), allowed_mentions: { parse: [] } };
    await rest.post(Routes.channelMessages(channelId), {
      body,
      signal: AbortSignal.timeout(postMs),
    });
  };
}
