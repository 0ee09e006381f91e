import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import { UserError } from "../core/errors.ts";
import { payingGuild } from "./asker.ts";
import type { Command } from "./command.ts";
import { textOf } from "../text/catalogue.ts";
import { described } from "./localised.ts";
import { adjustments } from "./quota/adjust.ts";
import { logChannel } from "./quota/log-channel.ts";
import { pool } from "./quota/pool.ts";
import { roles } from "./quota/roles.ts";
import { history, show } from "./quota/show.ts";
import { reasonOf } from "./quota/subcommand.ts";
import type { Subcommand } from "./quota/subcommand.ts";

const subcommands: readonly Subcommand[] = [show, ...adjustments, roles, pool, history, logChannel];
const byName = new Map(subcommands.map((one) => [one.data.name, one]));

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

  async run({ interaction, text, services, acknowledge }) {
    const { options, id, user } = interaction;
    const guildId = payingGuild(interaction);
    if (guildId === undefined) throw new UserError("SERVER_ONLY");
    const subcommand = byName.get(options.getSubcommand());
    if (subcommand === undefined) throw new UserError("NOT_FOUND");
    if (!(await acknowledge({ ephemeral: true }))) return;

    const desk = services.credits;
    const cause = { id, by: user.id, why: reasonOf(options) };
    const serverText = textOf(interaction.guildLocale ?? undefined);
    const context = { text, serverText, options, guildId, moderatorId: user.id, cause, desk };
    const { text: answer, notice } = await subcommand.run(context);
    const isTold = notice === undefined || (await desk.announce(guildId, notice));
    const warning = isTold ? "" : `\n-# ${text.quota.notPosted}`;
    await interaction.editReply({ content: `${answer}${warning}` });
  },
} satisfies Command;
