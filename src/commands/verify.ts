import { ApplicationCommandOptionType, ApplicationCommandType } from "discord.js";
import type { ChatInputCommandInteraction } from "discord.js";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { ReadMarks } from "../services/read-marks.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { anywhere } from "./anywhere.ts";
import { attached } from "./attached.ts";
import type { Command } from "./command.ts";
import { described, localised } from "./localised.ts";

type AiMark = Awaited<ReturnType<ReadMarks>>;

/** `/verify`: what a file says about being AI-edited, and what that is worth. */
export const verify = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "verify",
    ...described(({ verify: text }) => text.description),
    ...anywhere,
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        ...localised(({ verify: { options } }) => options.file),
        file_types: [".gif", ".png"],
      },
      {
        type: ApplicationCommandOptionType.String,
        ...localised(({ verify: { options } }) => options.link),
        max_length: limits.maxUrlLength,
      },
    ],
  },

  async run({ interaction, text, services, acknowledge }) {
    const link = readLink(interaction);
    if (!(await acknowledge({ ephemeral: true }))) return;
    const { filePlaces, readMarks } = services;
    const mark = await filePlaces(interaction.user.id, () => readMarks(link));
    await interaction.editReply({ content: markText(mark, text).join("\n") });
  },
} satisfies Command;

/** @throws UserError `INPUT_MISSING`, `MEDIA_TOO_LARGE` */
function readLink({ options }: ChatInputCommandInteraction): string {
  const file = options.getAttachment("file");
  const link = options.getString("link")?.trim() ?? "";
  if ((file === null) === (link === "")) throw new UserError("FILE_MISSING");
  return file === null ? link : attached("target", file, limits.maxResultBytes).url;
}

/** IPTC's names end their addresses: `…/digitalsourcetype/compositeWithTrainedAlgorithmicMedia`. */
const lastPart = /[^/#]*$/;

function markText(mark: AiMark, { verify: text }: Catalogue): string[] {
  const { aiEdited, madeHere, digitalSourceType } = mark;
  const source = digitalSourceType && lastPart.exec(digitalSourceType)?.[0].slice(0, 80);
  const detail = source ? [`-# ${text.source(source)}`] : [];
  if (aiEdited) return [madeHere ? text.byUs : text.byOther, ...detail, `-# ${text.worth}`];
  if (source) return [text.otherMark, ...detail, `-# ${text.absence}`];
  return [text.none, `-# ${text.absence}`];
}
