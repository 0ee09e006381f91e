import { UserError } from "../../core/errors.ts";
import { textOf } from "../../text/catalogue.ts";
import { payingGuild } from "../asker.ts";
import type { CommandContext } from "../command.ts";
import { reasonOf } from "./subcommand.ts";
import type { Subcommand } from "./subcommand.ts";

/**
 * Runs the chosen sub-command for a moderator: privately answered, and told to the server's log channel if it changed
 * anything. @throws UserError `SERVER_ONLY`, `NOT_FOUND`, and whatever the sub-command throws
 */
export async function runSubcommand(
  subcommands: readonly Subcommand[],
  { interaction, text, services, acknowledge }: CommandContext,
): Promise<void> {
  const { options, id, user } = interaction;
  const guildId = payingGuild(interaction);
  if (guildId === undefined) throw new UserError("SERVER_ONLY");
  const subcommand = subcommands.find(({ data }) => data.name === options.getSubcommand());
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
}
