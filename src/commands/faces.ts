import { ApplicationCommandOptionType, ApplicationCommandType } from "discord.js";
import type { ChatInputCommandInteraction } from "discord.js";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { sentenceOf } from "../text/errors/error-sentences.ts";
import { anywhere } from "./anywhere.ts";
import { attached } from "./attached.ts";
import type { Command, CommandServices } from "./command.ts";
import { described, localised } from "./localised.ts";
import { savedFaceChoices } from "./saved-face-choices.ts";

const { Attachment, String: Text, Subcommand } = ApplicationCommandOptionType;

/** `/faces …`: what a person keeps with us. Everything of it is for their eyes alone. */
export const faces = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "faces",
    ...described(({ faces: text }) => text.description),
    ...anywhere,
    options: [
      {
        type: Subcommand,
        name: "save",
        ...described(({ faces: { subcommands } }) => subcommands.save),
        options: [
          {
            type: Attachment,
            ...localised(({ faces: { options } }) => options.photo),
            required: true,
            file_types: ["image"],
          },
          {
            type: Text,
            ...localised(({ faces: { options } }) => options.name),
            required: true,
            max_length: limits.maxFaceNameLength,
          },
        ],
      },
      {
        type: Subcommand,
        name: "list",
        ...described(({ faces: { subcommands } }) => subcommands.list),
      },
      {
        type: Subcommand,
        name: "default",
        ...described(({ faces: { subcommands } }) => subcommands.default),
        options: [
          {
            type: Text,
            ...localised(({ faces: { options } }) => options.newDefault),
            autocomplete: true,
          },
        ],
      },
      {
        type: Subcommand,
        name: "delete",
        ...described(({ faces: { subcommands } }) => subcommands.delete),
        options: [
          {
            type: Text,
            ...localised(({ faces: { options } }) => options.face),
            required: true,
            autocomplete: true,
          },
        ],
      },
    ],
  },

  async run({ interaction, text, services, acknowledge }) {
    const run = subcommands.get(interaction.options.getSubcommand());
    if (run === undefined) throw new UserError("NOT_FOUND");
    if (!(await acknowledge({ ephemeral: true }))) return;
    await interaction.editReply({ content: (await run(interaction, text, services)).join("\n") });
  },

  async complete({ interaction, text, services }) {
    const kept = await services.faces.list(interaction.user.id);
    return savedFaceChoices(kept, interaction.options.getFocused(), text);
  },
} satisfies Command;

type Subcommands = (
  interaction: ChatInputCommandInteraction,
  text: Catalogue,
  services: CommandServices,
) => Promise<readonly string[]>;

const save: Subcommands = async (
  { options, user },
  text,
  { faces: kept, filePlaces, takePhoto },
) => {
  const name = options.getString("name", true);
  const photo = attached("face", options.getAttachment("photo", true), limits.maxFaceBytes);
  await kept.checkRoom(user.id, name);
  const { bytes, advice } = await filePlaces(user.id, () => takePhoto(photo));
  const saved = await kept.save(user.id, name, bytes);
  return [
    text.faces.saved(saved.name),
    ...(saved.isDefault ? [text.faces.isDefault] : []),
    ...(advice ? [text.faces.advice(sentenceOf(text.errors, advice.code, advice.facts))] : []),
    `-# ${text.faces.howKept}`,
  ];
};

const list: Subcommands = async ({ user }, { faces: text }, { faces: kept }) => {
  const all = await kept.list(user.id);
  if (all.length === 0) return [text.none];
  const lines = all.map(({ name, isDefault, usedAt }) =>
    text.line(name, isDefault, usedAt, usedAt + limits.savedFaceLifetimeMs),
  );
  return [text.title(all.length, limits.maxSavedFaces), ...lines];
};

const setDefault: Subcommands = async ({ options, user }, { faces: text }, { faces: kept }) => {
  const named = options.getString("face");
  const face = named === null ? undefined : await kept.find(user.id, named);
  await kept.setDefault(user.id, face?.id);
  return [face ? text.newDefault(face.name) : text.noDefault];
};

const remove: Subcommands = async ({ options, user }, { faces: text }, { faces: kept }) => {
  const face = await kept.find(user.id, options.getString("face", true));
  await kept.delete(user.id, face.id);
  return [text.deleted(face.name), ...(face.isDefault ? [text.noDefault] : [])];
};

const subcommands = new Map([
  ["save", save],
  ["list", list],
  ["default", setDefault],
  ["delete", remove],
]);
