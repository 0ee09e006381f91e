import { ApplicationCommandOptionType, ChannelType } from "discord.js";
import { choices, described, localised } from "../localised.ts";
import { reasonOption } from "../moderators/subcommand.ts";
import type { Subcommand } from "../moderators/subcommand.ts";
import { changeSetting } from "./change-setting.ts";

const channelRules = ["allowed", "denied", "neither"] as const;

/** `/settings channel`: where swaps are allowed. */
const channel: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "channel",
    ...described(({ settings }) => settings.subcommands.channel),
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        ...localised(({ settings }) => settings.options.channel),
        required: true,
        channel_types: [
          ChannelType.GuildText,
          ChannelType.GuildAnnouncement,
          ChannelType.GuildVoice,
          ChannelType.GuildStageVoice,
          ChannelType.GuildForum,
        ],
      },
      {
        type: ApplicationCommandOptionType.String,
        ...localised(({ settings }) => settings.options.channelRule),
        required: true,
        choices: choices(channelRules, ({ settings }) => settings.channelRules),
      },
      reasonOption,
    ],
  },
  run(context) {
    const { options } = context;
    const { id } = options.getChannel("channel", true);
    const chosen = channelRules.find((one) => one === options.getString("rule", true));
    const rule = chosen === "neither" ? undefined : chosen;
    return changeSetting(
      context,
      { what: "channel", channelId: id, rule },
      {
        name: ({ names }) => names.channel(`<#${id}>`),
        value: (text, value) => text.channelRules[value === "allowed" ? "allowed" : "denied"],
      },
    );
  },
};

/** `/settings role`: who may swap. */
const role: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "role",
    ...described(({ settings }) => settings.subcommands.role),
    options: [
      {
        type: ApplicationCommandOptionType.Role,
        ...localised(({ settings }) => settings.options.role),
        required: true,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        ...localised(({ settings }) => settings.options.mayUse),
        required: true,
      },
      reasonOption,
    ],
  },
  run(context) {
    const { options } = context;
    const { id } = options.getRole("role", true);
    const mayUse = options.getBoolean("may-swap", true);
    return changeSetting(
      context,
      { what: "user role", roleId: id, mayUse },
      { name: ({ names }) => names.role(`<@&${id}>`), value: (text) => text.mayUse },
    );
  },
};

export const places: readonly Subcommand[] = [channel, role];
