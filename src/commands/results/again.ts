import { MessageFlags, PermissionFlagsBits } from "discord.js";
import { UserError } from "../../core/errors.ts";
import { askerOf } from "../asker.ts";
import { beginSwap } from "../begin-swap.ts";
import type { Component } from "../command.ts";
import { privateReply, replyOf } from "../reply-of.ts";
import { resultButton } from "./result-buttons.ts";

/** The same swap once more, as a new job with a reply of its own; as private as the one it was pressed on. */
export const again = {
  name: resultButton.again,

  async run({ interaction, argument: jobId, services, acknowledge, log }) {
    const { target, face, wishes } = await services.results.owned(jobId, interaction.user.id);
    if (!interaction.appPermissions.has(PermissionFlagsBits.AttachFiles)) {
      throw new UserError("ATTACHING_FORBIDDEN");
    }
    const isPrivate = interaction.message.flags.has(MessageFlags.Ephemeral);
    const request = {
      id: interaction.id,
      ...askerOf(interaction),
      target,
      face,
      wishes: { ...wishes, private: isPrivate },
      reply: isPrivate ? privateReply(replyOf(interaction)) : replyOf(interaction),
    };
    const how = isPrivate ? "private-reply" : "reply";
    await beginSwap(request, interaction, services, () => acknowledge(how), log);
  },
} satisfies Component;
