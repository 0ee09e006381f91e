import { ApplicationCommandOptionType, ChannelType } from "discord.js";
import type { Subcommand } from "./subcommand.ts";

/** `/quota log-channel`: where every act of a moderator is posted. Without a channel: nowhere. */
export const logChannel: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "log-channel",
    description: "Post every change of credits to a channel; leave it out to stop that",
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        name: "channel",
        description: "Where I may write",
        channel_types: [ChannelType.GuildText],
      },
    ],
  },

  async run({ options, desk, guildId, cause, moderatorId }) {
    const channelId = options.getChannel("channel")?.id;
    await desk.change(guildId, { what: "log channel", channelId }, cause);
    if (channelId === undefined) return { text: "Changes of credits are not posted any more." };
    return {
      text: `Changes of credits are posted to <#${channelId}> from now on.`,
      notice: `<@${moderatorId}> chose this channel for changes of credits.`,
    };
  },
};
