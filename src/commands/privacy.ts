import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonStyle,
  ComponentType,
} from "discord.js";
import type {
  APIActionRowComponent,
  APIButtonComponent,
  InteractionEditReplyOptions,
} from "discord.js";
import { UserError } from "../core/errors.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { anywhere } from "./anywhere.ts";
import type { Command, CommandContext, Component } from "./command.ts";
import { customId } from "./custom-id.ts";
import { described, localised } from "./localised.ts";

const { Boolean: Switch, Subcommand } = ApplicationCommandOptionType;

/** `/privacy …`: what is kept about a person, for their eyes and by their word alone. */
export const privacy = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "privacy",
    ...described(({ privacy: text }) => text.description),
    ...anywhere,
    options: [
      {
        type: Subcommand,
        name: "export",
        ...described(({ privacy: { subcommands } }) => subcommands.export),
      },
      {
        type: Subcommand,
        name: "delete",
        ...described(({ privacy: { subcommands } }) => subcommands.delete),
      },
      {
        type: Subcommand,
        name: "not-my-face",
        ...described(({ privacy: { subcommands } }) => subcommands.notMyFace),
        options: [
          {
            type: Switch,
            ...localised(({ privacy: { options } }) => options.on),
            required: true,
          },
        ],
      },
    ],
  },

  async run(context) {
    const { interaction, acknowledge } = context;
    const run = subcommands.get(interaction.options.getSubcommand());
    if (run === undefined) throw new UserError("NOT_FOUND");
    if (!(await acknowledge({ ephemeral: true }))) return;
    await interaction.editReply(await run(context));
  },
} satisfies Command;

type Run = (context: CommandContext) => Promise<InteractionEditReplyOptions>;

const exportAll: Run = async ({ interaction, text, services }) => {
  const { json, pictures, unopened } = await services.personalData.export(interaction.user.id);
  const files = [
    { name: "my-data.json", attachment: Buffer.from(json) },
    ...pictures.map(({ bytes }, index) => ({
      name: `face-${index + 1}.jpg`,
      attachment: Buffer.from(bytes),
    })),
  ];
  const names = pictures.map(({ name }) => name);
  const lines = [
    text.privacy.exported(names, unopened.length > 0),
    ...(unopened.length > 0 ? [text.privacy.unopened(unopened)] : []),
  ];
  return { content: lines.join("\n"), files };
};

const askToDelete: Run = async ({ interaction, text }) => ({
  content: text.privacy.sure,
  components: [deletionButtons(interaction.user.id, text)],
});

const optOut: Run = async ({ interaction, text, services }) => {
  const isOptedOut = interaction.options.getBoolean("on", true);
  await services.personalData.optOut(interaction.user.id, isOptedOut);
  return { content: isOptedOut ? text.privacy.optedOut : text.privacy.optedIn };
};

const subcommands = new Map([
  ["export", exportAll],
  ["delete", askToDelete],
  ["not-my-face", optOut],
]);

/** "Delete everything": the deletion itself, by whom it is about. */
export const eraseData = {
  name: "erase",
  async run({ interaction, argument: personId, text, services, acknowledge }) {
    if (interaction.user.id !== personId) throw new UserError("BUTTON_OF_ANOTHER");
    if (!(await acknowledge("update"))) return;
    await services.personalData.erase(personId);
    await interaction.editReply({ content: text.privacy.deleted, components: [] });
  },
} satisfies Component;

/** "Keep it": nothing happens. */
export const keepData = {
  name: "keepdata",
  async run({ interaction, argument: personId, text, acknowledge }) {
    if (interaction.user.id !== personId) throw new UserError("BUTTON_OF_ANOTHER");
    if (!(await acknowledge("update"))) return;
    await interaction.editReply({ content: text.privacy.kept, components: [] });
  },
} satisfies Component;

function deletionButtons(
  personId: string,
  { privacy: text }: Catalogue,
): APIActionRowComponent<APIButtonComponent> {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Danger,
        label: text.deleteAll,
        custom_id: customId(eraseData.name, personId),
      },
      {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label: text.keepAll,
        custom_id: customId(keepData.name, personId),
      },
    ],
  };
}
