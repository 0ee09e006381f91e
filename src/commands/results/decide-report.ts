import { MessageFlags } from "discord.js";
import { textOf } from "../../text/catalogue.ts";
import { UserError } from "../../core/errors.ts";
import type { ReportVerdict } from "../../services/results/reports.ts";
import type { Component } from "../command.ts";
import { mayModerate } from "./moderation.ts";
import { reportButton, reportCard } from "./report-card.ts";

/** A moderator's button under a report. */
function decision(name: string, verdict: ReportVerdict): Component {
  return {
    name,
    async run({ interaction, argument: jobId, text, services, acknowledge }) {
      const { id, guildId, channelId, user } = interaction;
      if (guildId === null || !mayModerate(interaction)) throw new UserError("MODERATORS_ONLY");
      if (!(await acknowledge("update"))) return;
      const moderator = { id, by: user.id, guildId, channelId };
      const { card, isDone } = await services.reports.decide(jobId, verdict, moderator);
      await interaction.editReply(reportCard(textOf(card.report.locale), card));
      if (!isDone) {
        const { couldNotHide } = text.results.card;
        await interaction.followUp({ content: couldNotHide, flags: MessageFlags.Ephemeral });
      }
    },
  };
}

export const reportDecisions: readonly Component[] = [
  decision(reportButton.hide, "hide"),
  decision(reportButton.freeze, "freeze"),
  decision(reportButton.dismiss, "dismiss"),
];
