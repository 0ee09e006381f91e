import { ApplicationCommandType, ButtonStyle, ComponentType } from "discord.js";
import type { APIButtonComponentWithURL } from "discord.js";
import { anywhere } from "./anywhere.ts";
import type { Command } from "./command.ts";
import { described } from "./localised.ts";

/** `/about`: who runs this bot, what does the swaps, and what becomes of people's pictures. */
export const about = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "about",
    ...described(({ about: text }) => text.description),
    ...anywhere,
  },

  async run({ interaction, text: { about: text }, services, acknowledge }) {
    if (!(await acknowledge({ ephemeral: true }))) return;
    const { version, swapHost, operator, sourceUrl } = services.about;
    const lines = [
      `## ${text.title(version)}`,
      operator === undefined ? text.runByNobodyNamed : text.runBy(operator),
      swapHost === undefined ? text.ownEngine : text.hosted(swapHost),
      text.marks,
      text.privacy,
      ...text.privacyLines.map((line) => `- ${line}`),
      `-# ${text.licence}`,
    ];
    const install = new URL("https://discord.com/oauth2/authorize");
    install.searchParams.set("client_id", interaction.applicationId);
    const buttons = [
      linkButton(text.install, install.href),
      ...(sourceUrl === undefined ? [] : [linkButton(text.source, sourceUrl)]),
    ];
    await interaction.editReply({
      content: lines.join("\n"),
      components: [{ type: ComponentType.ActionRow, components: buttons }],
    });
  },
} satisfies Command;

function linkButton(label: string, url: string): APIButtonComponentWithURL {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label, url };
}
