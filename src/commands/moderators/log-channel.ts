import { ApplicationCommandOptionType, ChannelType } from "discord.js";
import { described, localised } from "../localised.ts";
import type { Subcommand } from "./subcommand.ts";

/** `log-channel`, in `/quota` and in `/settings`: where every act of a moderator is posted. Without a channel: nowhere. */
export const logChannel: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "log-channel",
    ...described(({ quota }) => quota.subcommands.logChannel),
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        ...localised(({ quota: { options: texts } }) => texts.channel),
        channel_types: [ChannelType.GuildText],
      },
    ],
  },

  async run({ text: { quota }, serverText, options, desk, guildId, cause, moderatorId }) {
    const channelId = options.getChannel("channel")?.id;
    await desk.change(guildId, { what: "log channel", channelId }, cause);
    if (channelId === undefined) return { text: quota.noLogChannel };
    return {
      text: quota.logChannel(`<#${channelId}>`),
      notice: serverText.quota.logChannelChosen(`<@${moderatorId}>`),
    };
  },
};
