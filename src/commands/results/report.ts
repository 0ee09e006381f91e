import { ComponentType } from "discord.js";
import type { APIActionRowComponent, APIStringSelectComponent } from "discord.js";
import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { reportReasons } from "../../core/report-reasons.ts";
import type { Catalogue } from "../../text/catalogue.ts";
import type { Component } from "../command.ts";
import { customId } from "../custom-id.ts";
import { resultButton } from "./result-buttons.ts";

/** Asks anybody who presses it why, in a message that only they see. */
export const report = {
  name: resultButton.report,

  async run({ interaction, argument: jobId, text, acknowledge }) {
    const { message } = interaction;
    if (!(await acknowledge("private-reply"))) return;
    const owner = message.interactionMetadata?.user.id ?? "";
    await interaction.editReply({
      content: text.results.whyReport,
      components: [reasonSelect(text, [jobId, message.id, owner].join(":"))],
    });
  },
} satisfies Component;

function reasonSelect(
  { results: text }: Catalogue,
  argument: string,
): APIActionRowComponent<APIStringSelectComponent> {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: customId(reportReason.name, argument),
        placeholder: text.chooseReason,
        options: reportReasons.map((reason) => ({
          label: text.reasons[reason],
          value: reason,
        })),
      },
    ],
  };
}

const chosen = z.tuple([z.enum(reportReasons)]);

/** The reason is chosen: the report goes to those who can act on it. */
export const reportReason = {
  name: "report-why",

  async run({ interaction, argument, text, services, acknowledge }) {
    const [jobId = "", messageId = "", owner = ""] = argument.split(":");
    const { channelId, guildId, user, guildLocale, locale } = interaction;
    if (!interaction.isStringSelectMenu() || channelId === null) {
      throw new UserError("BUTTON_OUTDATED");
    }
    const [reason] = chosen.parse(interaction.values);
    if (!(await acknowledge("update"))) return;
    const isTold = await services.reports.file({
      jobId,
      by: user.id,
      reason,
      at: { channelId, messageId, ...(guildId !== null && { guildId }) },
      personId: owner === "" ? undefined : owner,
      locale: guildLocale ?? locale,
    });
    const { thanks, noted } = text.results;
    await interaction.editReply({ content: isTold ? thanks : noted, components: [] });
  },
} satisfies Component;
