import { UserError } from "../../core/errors.ts";
import { textOf } from "../../text/catalogue.ts";
import type { Component } from "../command.ts";
import { mayModerate } from "./moderation.ts";
import { resultButton } from "./result-buttons.ts";

/**
 * Deletes the message of a result, for who asked for it and for moderators. The press brings a token of its own, so that
 * it works however old the message is and where the bot is no member.
 */
export const remove = {
  name: resultButton.remove,

  async run({ interaction, argument: jobId, services, acknowledge }) {
    const { message, user, guildId, guildLocale } = interaction;
    const record = await services.results.get(jobId);
    const owner = record?.personId ?? message.interactionMetadata?.user.id;
    const isOwner = owner === user.id;
    if (!isOwner && !mayModerate(interaction)) throw new UserError("RESULT_NOT_YOURS");
    if (!(await acknowledge("update"))) return;
    await services.results.mark(jobId, "deleted");
    if (!isOwner && guildId !== null) {
      const act = { what: `swap ${jobId}`, before: "shown", after: "deleted" };
      const cause = { id: interaction.id, by: user.id, why: "moderation" };
      await services.credits.note(guildId, act, cause);
    }
    await interaction.deleteReply();
    if (!isOwner && guildId !== null) {
      const whose = owner === undefined ? undefined : `<@${owner}>`;
      const { results } = textOf(guildLocale ?? undefined);
      const notice = results.deletedByModerator(`<@${user.id}>`, whose);
      await services.credits.announce(guildId, notice);
    }
  },
} satisfies Component;
