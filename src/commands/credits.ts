import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from "discord.js";
import { askerOf } from "./asker.ts";
import type { Command } from "./command.ts";
import { balanceLines, entryText } from "./credit-text.ts";

const shownEntries = 5;

/** `/credits`: what I have, why, until when, and what became of it lately. */
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
    const latest = look.history.slice(0, shownEntries).map((entry) => `-# ${entryText(entry)}`);
    const lines = [
      ...balanceLines(look),
      "A still costs 1; a GIF 1 for each started 15 frames and face, at most 6. Failed swaps cost nothing.",
      ...(latest.length > 0 ? ["Lately:", ...latest] : []),
    ];
    await interaction.editReply({ content: lines.join("\n") });
  },
} satisfies Command;
