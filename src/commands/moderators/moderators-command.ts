import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import type { Catalogue } from "../../text/catalogue.ts";
import type { CommandContext } from "../command.ts";
import { described } from "../localised.ts";
import { runSubcommand } from "./run-subcommand.ts";
import type { Subcommand } from "./subcommand.ts";

/**
 * A command of sub-commands for moderators, in their own server alone. Discord shows it to who has Manage Server, or to
 * whom the server's admins allow it in the settings of integrations; so nothing is asked here again.
 */
export function moderatorsCommand(
  name: string,
  description: (text: Catalogue) => string,
  subcommands: readonly Subcommand[],
) {
  return {
    data: {
      type: ApplicationCommandType.ChatInput as const,
      name,
      ...described(description),
      default_member_permissions: String(PermissionFlagsBits.ManageGuild),
      integration_types: [ApplicationIntegrationType.GuildInstall],
      contexts: [InteractionContextType.Guild],
      options: subcommands.map(({ data }) => data),
    },
    run: (context: CommandContext) => runSubcommand(subcommands, context),
  };
}
