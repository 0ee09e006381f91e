import { ApplicationCommandType, ComponentType } from "discord.js";
import type {
  APIModalInteractionResponseCallbackComponent,
  ModalSubmitInteraction,
} from "discord.js";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { plainWishes } from "../core/swap-wishes.ts";
import type { SavedFace } from "../services/faces/saved-faces.ts";
import type { FaceInput } from "../services/job-record.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { anywhere } from "./anywhere.ts";
import { attached } from "./attached.ts";
import type { CommandServices, Form, MessageCommand } from "./command.ts";
import { customId } from "./custom-id.ts";
import { defaultFace } from "./face-option.ts";
import { named } from "./localised.ts";
import { mediaOfMessage } from "./message-media.ts";
import { savedFaceChoices } from "./saved-face-choices.ts";
import { startJob } from "./start-job.ts";
import { swapRequest } from "./swap-request.ts";

const formName = "swapinto";
const fields = { photo: "photo", saved: "saved", consent: "consent" } as const;
const mayUse = "yes";

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
      components: formComponents(kept, text),
    });
  },
} satisfies MessageCommand;

function formComponents(
  kept: readonly SavedFace[],
  text: Catalogue,
): APIModalInteractionResponseCallbackComponent[] {
  const { menu } = text;
  const isRequired = kept.length === 0;
  const savedFaces = savedFaceChoices(kept, "", text).map(({ name, value }) => ({
    label: name,
    value: String(value),
  }));
  return [
    {
      type: ComponentType.Label,
      label: menu.photo,
      description: isRequired ? menu.photoAlone : menu.photoOrSaved,
      component: {
        type: ComponentType.FileUpload,
        custom_id: fields.photo,
        required: isRequired,
        min_values: isRequired ? 1 : 0,
        max_values: 1,
        file_types: ["image"],
      },
    },
    ...(isRequired
      ? []
      : [
          {
            type: ComponentType.Label as const,
            label: menu.saved,
            component: {
              type: ComponentType.StringSelect as const,
              custom_id: fields.saved,
              required: false,
              min_values: 0,
              options: savedFaces,
            },
          },
        ]),
    {
      type: ComponentType.Label,
      label: menu.consent,
      component: {
        type: ComponentType.CheckboxGroup,
        custom_id: fields.consent,
        required: true,
        options: [{ value: mayUse, label: menu.mayUse, description: menu.mayUseWhat }],
      },
    },
  ];
}

/** The form of "Swap a face into this", sent: the same job as `/faceswap` makes. */
export const swapIntoForm = {
  name: formName,

  async run({ interaction, argument, services, acknowledge, log }) {
    if (!interaction.fields.getCheckboxGroup(fields.consent).includes(mayUse)) {
      throw new UserError("CONSENT_UNTICKED");
    }
    const { target, isSpoiler } = await services.openForms.get(argument, interaction.user.id);
    const face = await faceOf(interaction, services);
    const wishes = { ...plainWishes, spoiler: isSpoiler };
    const request = swapRequest(interaction, { target, face, wishes });
    await startJob(request, services.swaps, () => acknowledge("reply"), log);
  },
} satisfies Form;

/** @throws UserError as `readFace` */
async function faceOf(
  { fields: sent, user }: ModalSubmitInteraction,
  { faces }: CommandServices,
): Promise<FaceInput> {
  const photo = sent.getUploadedFiles(fields.photo)?.first();
  const [savedId] = sent.fields.has(fields.saved) ? sent.getStringSelectValues(fields.saved) : [];
  if (photo && savedId !== undefined) throw new UserError("FACE_SOURCES");
  if (photo) return attached("face", photo, limits.maxFaceBytes);
  if (savedId !== undefined) return { savedId: (await faces.find(user.id, savedId)).id };
  return await defaultFace(user.id, faces);
}
