import { ApplicationCommandType } from "discord.js";
import { anywhere } from "./anywhere.ts";
import { askerOf } from "./asker.ts";
import type { Command } from "./command.ts";
import { balanceLines, entryText, fitted } from "./credit-text.ts";
import { described } from "./localised.ts";
import { waitingResults } from "./waiting-results.ts";

const shownEntries = 5;

/** `/credits`: what I have, why, until when, what became of it lately, and the results that wait for me. */
export const credits = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "credits",
    ...described(({ credits: text }) => text.description),
    ...anywhere,
  },

  async run({ interaction, text, services, acknowledge }) {
    if (!(await acknowledge({ ephemeral: true }))) return;
    const look = await services.credits.look(askerOf(interaction));
    const { lines: waiting, components } = waitingResults(
      text,
      await services.swaps.waiting(interaction.user.id),
    );
    const latest = look.history
      .slice(0, shownEntries)
      .map((entry) => `-# ${entryText(text, entry)}`);
    const first = [
      ...waiting,
      ...balanceLines(text, look),
      text.credits.prices(look.tariff.framesPerCredit, look.tariff.most),
      ...(latest.length > 0 ? [text.credits.lately] : []),
    ];
    // Reasons of moderators may be long, and what waits must be there to be opened.
    const content = fitted(first.join("\n"), latest, [], () => "-# …");
    await interaction.editReply({ content, components });
  },
} satisfies Command;
