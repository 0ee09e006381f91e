import { ApplicationCommandOptionType, ApplicationCommandType } from "discord.js";
import type { ChatInputCommandInteraction } from "discord.js";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { strengthNames } from "../core/strengths.ts";
import type { MediaInput, SwapRequest } from "../services/job-record.ts";
import { plainWishes, swapWishes } from "../core/swap-wishes.ts";
import type { SwapWishes } from "../core/swap-wishes.ts";
import { anywhere } from "./anywhere.ts";
import { attached } from "./attached.ts";
import { beginSwap } from "./begin-swap.ts";
import type { Command, CommandServices } from "./command.ts";
import { readFace } from "./face-option.ts";
import { choices, described, localised } from "./localised.ts";
import { savedFaceChoices } from "./saved-face-choices.ts";
import { swapRequest } from "./swap-request.ts";

/** `/faceswap`: a GIF and a face in, the swapped GIF as the reply. */
export const faceswap = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: "faceswap",
    ...described(({ faceswap: text }) => text.description),
    ...anywhere,
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        ...localised(({ faceswap: { options } }) => options.face),
        file_types: ["image"],
      },
      {
        type: ApplicationCommandOptionType.Attachment,
        ...localised(({ faceswap: { options } }) => options.gif),
        file_types: [".gif", ".mp4", ".webm", ".webp", ".png", ".jpg", ".jpeg", ".avif"],
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
      {
        type: ApplicationCommandOptionType.User,
        ...localised(({ faceswap: { options } }) => options.member),
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
    const request = await readRequest(interaction, services);
    const ephemeral = request.wishes.private;
    await beginSwap(request, interaction, services, () => acknowledge({ ephemeral }), log);
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
  const face = await readFace(interaction, faces);
  const wishes = readWishes(interaction, target);
  return swapRequest(interaction, { target, face, wishes });
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

/** The GIF: an attachment or a pasted link, exactly one of the two. */
function readTarget({ options }: ChatInputCommandInteraction): MediaInput {
  const gif = options.getAttachment("gif");
  const link = options.getString("link")?.trim() ?? "";
  if ((gif === null) === (link === "")) throw new UserError("INPUT_MISSING");
  return gif === null ? { url: link } : attached("target", gif, limits.maxTargetBytes);
}
