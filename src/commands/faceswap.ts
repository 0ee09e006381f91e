import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import type { ChatInputCommandInteraction } from "discord.js";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { MediaInput, SwapRequest } from "../services/job-record.ts";
import { askerOf } from "./asker.ts";
import { attached } from "./attached.ts";
import type { Command, CommandServices } from "./command.ts";
import { readFace } from "./face-option.ts";
import { described, localised } from "./localised.ts";
import { replyOf } from "./reply-of.ts";
import { savedFaceChoices } from "./saved-face-choices.ts";
import { startJob } from "./start-job.ts";

/** `/faceswap`: a GIF and a face in, the swapped GIF as the reply. */
export const faceswap = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "faceswap",
    ...described(({ faceswap: text }) => text.description),
    integration_types: [
      ApplicationIntegrationType.GuildInstall,
      ApplicationIntegrationType.UserInstall,
    ],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        ...localised(({ faceswap: { options } }) => options.face),
        file_types: ["image"],
      },
      {
        type: ApplicationCommandOptionType.Attachment,
        ...localised(({ faceswap: { options } }) => options.gif),
        file_types: [".gif", ".mp4", ".webm", ".webp"],
      },
      {
        type: ApplicationCommandOptionType.String,
        ...localised(({ faceswap: { options } }) => options.link),
        max_length: limits.maxUrlLength,
      },
      {
        type: ApplicationCommandOptionType.String,
        ...localised(({ faceswap: { options } }) => options.saved),
        autocomplete: true,
      },
    ],
  },

  async run({ interaction, services, acknowledge, log }) {
    const request = await readRequest(interaction, services);
    await startJob(request, services.swaps, acknowledge, log);
  },

  async complete({ interaction, text, services }) {
    const kept = await services.faces.list(interaction.user.id);
    return savedFaceChoices(kept, interaction.options.getFocused(), text);
  },
} satisfies Command;

/** @throws UserError for what can be seen to be wrong without fetching anything */
async function readRequest(
  interaction: ChatInputCommandInteraction,
  { faces }: CommandServices,
): Promise<SwapRequest> {
  const target = readTarget(interaction);
  if (!interaction.appPermissions.has(PermissionFlagsBits.AttachFiles)) {
    throw new UserError("ATTACHING_FORBIDDEN");
  }
  const face = await readFace(interaction, faces);
  return {
    id: interaction.id,
    ...askerOf(interaction),
    target,
    face,
    reply: replyOf(interaction),
  };
}

/** The GIF: an attachment or a pasted link, exactly one of the two. */
function readTarget({ options }: ChatInputCommandInteraction): MediaInput {
  const gif = options.getAttachment("gif");
  const link = options.getString("link")?.trim() ?? "";
  if ((gif === null) === (link === "")) throw new UserError("INPUT_MISSING");
  return gif === null ? { url: link } : attached("target", gif, limits.maxTargetBytes);
}
