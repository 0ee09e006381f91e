import { AttachmentBuilder, MessageFlags } from "discord.js";
import { UserError } from "../../core/errors.ts";
import type { Component } from "../command.ts";
import { resultButton, resultButtons } from "./result-buttons.ts";

/** Shows the GIF to who asked for it alone, then takes it out of the message; in this order nothing gets lost. */
export const makePrivate = {
  name: resultButton.makePrivate,

  async run({ interaction, argument: jobId, text, services, acknowledge }) {
    const { message, user } = interaction;
    const { price } = await services.results.owned(jobId, user.id);
    const isPrivate = message.flags.has(MessageFlags.Ephemeral);
    const gif = message.attachments.first();
    if (isPrivate || gif === undefined) {
      throw new UserError(isPrivate ? "RESULT_PRIVATE_ALREADY" : "RESULT_GONE");
    }
    if (!(await acknowledge("update"))) return;
    const { name, description } = gif;
    await services.filePlaces(user.id, async () => {
      const bytes = await services.download(gif.url);
      const file = new AttachmentBuilder(Buffer.from(bytes), {
        name,
        ...(description && { description }),
      });
      await interaction.followUp({
        content: `-# ${text.results.privateCopy}`,
        files: [file],
        components: [resultButtons(text, jobId, { price, isPrivate: true })],
        flags: MessageFlags.Ephemeral,
      });
    });
    await interaction.editReply({
      content: `-# ${text.results.madePrivate}`,
      attachments: [],
      components: [],
    });
    await services.results.mark(jobId, "private");
  },
} satisfies Component;
