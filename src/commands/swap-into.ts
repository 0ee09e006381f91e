import { ApplicationCommandType } from "discord.js";
import { UserError } from "../core/errors.ts";
import { plainWishes } from "../core/swap-wishes.ts";
import { anywhere } from "./anywhere.ts";
import type { Form, MessageCommand } from "./command.ts";
import { customId } from "./custom-id.ts";
import { faceFields, sentFace } from "./face-form.ts";
import { named } from "./localised.ts";
import { mediaOfMessage } from "./message-media.ts";
import { startJob } from "./start-job.ts";
import { swapRequest } from "./swap-request.ts";

const formName = "swapinto";

/** "Swap a face into this", in the menu of any message that shows something. */
export const swapInto = {
  data: {
    type: ApplicationCommandType.Message,
    ...named(({ menu }) => menu.name),
    ...anywhere,
  },

  async run({ interaction, text, services, showModal }) {
    const personId = interaction.user.id;
    const media = mediaOfMessage(interaction.targetMessage);
    if (!media) throw new UserError("NO_MEDIA_IN_MESSAGE");
    const { authorId } = media.input;
    if (authorId !== undefined && authorId !== personId) {
      if (await services.optOuts.has(authorId)) throw new UserError("AUTHOR_OPTED_OUT");
    }
    const [kept] = await Promise.all([
      services.faces.list(personId),
      services.openForms.keep(interaction.id, {
        personId,
        target: media.input,
        isSpoiler: media.isSpoiler,
      }),
    ]);
    await showModal({
      custom_id: customId(formName, interaction.id),
      title: text.menu.title,
      components: faceFields(kept, text),
    });
  },
} satisfies MessageCommand;

/** The form of "Swap a face into this", sent: the same job as `/faceswap` makes. */
export const swapIntoForm = {
  name: formName,

  async run({ interaction, argument, services, acknowledge, log }) {
    const { target, isSpoiler } = await services.openForms.get(argument, interaction.user.id);
    const face = await sentFace(interaction, services);
    const wishes = { ...plainWishes, spoiler: isSpoiler };
    const request = swapRequest(interaction, { target, face, wishes });
    await startJob(request, services.swaps, () => acknowledge("reply"), log);
  },
} satisfies Form;
