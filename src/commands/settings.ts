import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import type { Command } from "./command.ts";
import { described } from "./localised.ts";
import { logChannel } from "./quota/log-channel.ts";
import { runSubcommand } from "./quota/run-subcommand.ts";
import type { Subcommand } from "./quota/subcommand.ts";
import { places } from "./settings/places.ts";
import { serverLimits } from "./settings/server-limits.ts";
import { history, show } from "./settings/show.ts";
import { switches } from "./settings/switches.ts";

const subcommands: readonly Subcommand[] = [
  show,
  ...switches,
  ...places,
  serverLimits,
  {
    ...logChannel,
    data: { ...logChannel.data, ...described(({ settings: text }) => text.subcommands.logChannel) },
  },
  history,
];

/** `/settings …`: what a server allows, decided as `/quota` is by who may manage it. */
export const settings = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "settings",
    ...described(({ settings: text }) => text.description),
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild],
    options: subcommands.map(({ data }) => data),
  },

  run: (context) => runSubcommand(subcommands, context),
} satisfies Command;
