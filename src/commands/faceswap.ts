import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from "discord.js";
import type { Attachment, ChatInputCommandInteraction } from "discord.js";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { MediaInput, SwapRequest } from "../services/job-record.ts";
import { askerOf } from "./asker.ts";
import type { Command } from "./command.ts";
import { described, localised } from "./localised.ts";
import { replyOf } from "./reply-of.ts";
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
        required: true,
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
    ],
  },

  async run({ interaction, services, acknowledge, log }) {
    await startJob(readRequest(interaction), services.swaps, acknowledge, log);
  },
} satisfies Command;

/** @throws UserError for what can be seen to be wrong without fetching anything */
function readRequest(interaction: ChatInputCommandInteraction): SwapRequest {
  const target = readTarget(interaction);
  const face = attached(
    "face",
    interaction.options.getAttachment("face", true),
    limits.maxFaceBytes,
  );
  if (!interaction.appPermissions.has(PermissionFlagsBits.AttachFiles)) {
    throw new UserError("ATTACHING_FORBIDDEN");
  }
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

/** Discord knows the size of an attachment, so nobody has to wait for a download that will be refused. */
function attached(role: "target" | "face", { url, size }: Attachment, limit: number): MediaInput {
  if (size > limit) throw new UserError("MEDIA_TOO_LARGE", { facts: { role, bytes: size, limit } });
  return { url, declaredBytes: size };
}
