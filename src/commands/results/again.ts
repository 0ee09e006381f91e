import { MessageFlags } from "discord.js";
import { beginSwap } from "../begin-swap.ts";
import type { Component } from "../command.ts";
import { swapRequest } from "../swap-request.ts";
import { resultButton } from "./result-buttons.ts";

/** The same swap once more, as a new job with a reply of its own; as private as the one it was pressed on. */
export const again = {
  name: resultButton.again,

  async run({ interaction, argument: jobId, services, acknowledge, log }) {
    const { target, face, wishes } = await services.results.owned(jobId, interaction.user.id);
    const isPrivate = interaction.message.flags.has(MessageFlags.Ephemeral);
    const request = swapRequest(interaction, {
      target,
      face,
      wishes: { ...wishes, private: isPrivate },
    });
    const how = isPrivate ? "private-reply" : "reply";
    await beginSwap(request, interaction, services, () => acknowledge(how), log);
  },
} satisfies Component;
