import { ApplicationCommandType, ApplicationIntegrationType } from "discord.js";
import type { ChatInputCommandInteraction } from "discord.js";
import { payingGuild } from "./asker.ts";
import { anywhere } from "./anywhere.ts";
import type { Command, MessageCommand } from "./command.ts";
import { fitted } from "./credit-text.ts";
import { described } from "./localised.ts";

/** `/help`: how a swap is made, what makes it good, and the commands that this person can use in this place. */
export function createHelp(
  commands: readonly Command[],
  messageCommands: readonly MessageCommand[],
): Command {
  return {
    data: {
      type: ApplicationCommandType.ChatInput,
      name: "help",
      ...described(({ help }) => help.description),
      ...anywhere,
    },

    async run({ interaction, text: { help }, acknowledge }) {
      if (!(await acknowledge({ ephemeral: true }))) return;
      const { locale } = interaction;
      const usable = [...commands, ...messageCommands].filter(({ data }) =>
        isUsable(data, interaction),
      );
      const lines = usable.map(({ data }) => {
        const name = inLocale(data.name, data.name_localizations, locale);
        return "description" in data
          ? `- \`/${name}\` ${inLocale(data.description, data.description_localizations, locale)}`
          : `- ${help.inMenu(name)}`;
      });
      const steps = help.steps.map((step, index) => `${index + 1}. ${step}`);
      const first = [`## ${help.title}`, ...steps, help.photo, help.gif, help.fair, help.commands];
      await interaction.editReply({ content: fitted(first.join("\n"), lines, [], () => "…") });
    },
  };
}

type Data = (Command | MessageCommand)["data"];

/** Discord offers a command only where it was registered for, and to who has the rights it asks for. */
function isUsable(
  { contexts, integration_types: types, default_member_permissions: needed }: Data,
  interaction: ChatInputCommandInteraction,
): boolean {
  const { context, memberPermissions } = interaction;
  const isOfServers = types && !types.includes(ApplicationIntegrationType.UserInstall);
  if (isOfServers && payingGuild(interaction) === undefined) return false;
  if (context !== null && contexts && !contexts.includes(context)) return false;
  return !needed || (memberPermissions?.has(BigInt(needed)) ?? false);
}

function inLocale(
  english: string,
  others: Readonly<Partial<Record<string, string | null | undefined>>> | null | undefined,
  locale: string,
): string {
  return others?.[locale] ?? english;
}
