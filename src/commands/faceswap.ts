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
import { strengthNames } from "../core/strengths.ts";
import type { MediaInput, SwapRequest } from "../services/job-record.ts";
import type { ReplyCoordinates } from "../services/reply-port.ts";
import { plainWishes, swapWishes } from "../core/swap-wishes.ts";
import type { SwapWishes } from "../core/swap-wishes.ts";
import { askerOf } from "./asker.ts";
import type { Command } from "./command.ts";
import { choices, described, localised } from "./localised.ts";
import { replyOf } from "./reply-of.ts";

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
      {
        type: ApplicationCommandOptionType.String,
        ...localised(({ faceswap: { options } }) => options.faces),
        choices: choices(["primary", "choose", "all"], ({ faceswap: { scopes } }) => scopes),
      },
      {
        type: ApplicationCommandOptionType.String,
        ...localised(({ faceswap: { options } }) => options.strength),
        choices: choices(strengthNames, (text) => text.faceswap.strengths),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        ...localised(({ faceswap: { options } }) => options.private),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        ...localised(({ faceswap: { options } }) => options.spoiler),
      },
    ],
  },

  async run({ interaction, services, acknowledge, log }) {
    const request = readRequest(interaction);
    // The record comes before the acknowledgement, so that no "thinking…" is ever left without a job behind it.
    if (!(await services.swaps.create(request))) {
      log.info("This interaction was delivered twice; its job exists");
      return;
    }
    let isShown = false;
    try {
      isShown = await acknowledge({ ephemeral: request.wishes.private });
    } finally {
      if (!isShown) await services.swaps.drop(request.id);
    }
    if (!isShown) return;
    await services.swaps.markAcked(request.id);
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
  const wishes = readWishes(interaction, target);
  const reply = replyOf(interaction);
  return {
    id: interaction.id,
    ...askerOf(interaction),
    target,
    face,
    wishes,
    reply: wishes.private ? hidden(reply) : reply,
  };
}

/** @param target where the GIF comes from: what is covered there is covered in the reply */
function readWishes({ options }: ChatInputCommandInteraction, target: MediaInput): SwapWishes {
  const isCovered = options.getAttachment("gif")?.spoiler === true || spoilerName.test(target.url);
  return swapWishes.parse({
    faces: options.getString("faces") ?? plainWishes.faces,
    strength: options.getString("strength") ?? plainWishes.strength,
    private: options.getBoolean("private") ?? plainWishes.private,
    spoiler: options.getBoolean("spoiler") ?? isCovered,
  });
}

/** What Discord calls a covered file, at the end of its link; files of before there was a flag have only this. */
const spoilerName = /\/SPOILER_[^/?#]*(?:[?#]|$)/;

/** Where only the person reads: nothing of it may come as a message for all. */
function hidden(reply: ReplyCoordinates): ReplyCoordinates {
  const { channelId: _, ...rest } = reply;
  return rest;
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
