import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from "discord.js";
import { askerOf } from "./asker.ts";
import type { Command } from "./command.ts";
import { balanceLines, entryText } from "./credit-text.ts";
import { waitingResults } from "./waiting-results.ts";

const shownEntries = 5;

/** `/credits`: what I have, why, until when, what became of it lately, and the results that wait for me. */
export const credits = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "credits",
    description: "How many credits you have here, why, and when you get new ones",
    integration_types: [
      ApplicationIntegrationType.GuildInstall,
      ApplicationIntegrationType.UserInstall,
    ],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
  },

  async run({ interaction, services, acknowledge }) {
    if (!(await acknowledge({ ephemeral: true }))) return;
    const look = await services.credits.look(askerOf(interaction));
    const { lines: waiting, components } = waitingResults(
      await services.swaps.waiting(interaction.user.id),
    );
    const latest = look.history.slice(0, shownEntries).map((entry) => `-# ${entryText(entry)}`);
    const lines = [
      ...waiting,
      ...balanceLines(look),
      "A still costs 1; a GIF 1 for each started 15 frames and face, at most 6. Failed swaps cost nothing.",
      ...(latest.length > 0 ? ["Lately:", ...latest] : []),
    ];
    await interaction.editReply({ content: lines.join("\n"), components });
  },
} satisfies Command;
