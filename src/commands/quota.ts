import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import type { Command } from "./command.ts";
import { described } from "./localised.ts";
import { adjustments } from "./quota/adjust.ts";
import { logChannel } from "./quota/log-channel.ts";
import { pool } from "./quota/pool.ts";
import { roles } from "./quota/roles.ts";
import { runSubcommand } from "./quota/run-subcommand.ts";
import { history, show } from "./quota/show.ts";
import type { Subcommand } from "./quota/subcommand.ts";

const subcommands: readonly Subcommand[] = [show, ...adjustments, roles, pool, history, logChannel];

/**
 * `/quota …`: what moderators do about credits, in their own server alone. Discord shows it to who has Manage Server,
 * or to whom the server's admins allow it in the settings of integrations; so nothing is asked here again.
 */
export const quota = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "quota",
    ...described(({ quota: text }) => text.description),
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild],
    options: subcommands.map(({ data }) => data),
  },

  run: (context) => runSubcommand(subcommands, context),
} satisfies Command;
