import { ComponentType } from "discord.js";
import type {
  APIModalInteractionResponseCallbackComponent,
  ModalSubmitInteraction,
} from "discord.js";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { SavedFace } from "../services/faces/saved-faces.ts";
import type { FaceInput } from "../services/job-record.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { attached } from "./attached.ts";
import type { CommandServices } from "./command.ts";
import { defaultFace } from "./face-option.ts";
import { savedFaceChoices } from "./saved-face-choices.ts";

const fields = { photo: "photo", saved: "saved", consent: "consent" } as const;
const mayUse = "yes";

/** The fields that ask for a face, and for the right to use it. */
export function faceFields(
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

/** The face that was sent. @throws UserError `CONSENT_UNTICKED`, and as `readFace` */
export async function sentFace(
  { fields: sent, user }: ModalSubmitInteraction,
  { faces }: CommandServices,
): Promise<FaceInput> {
  if (!sent.getCheckboxGroup(fields.consent).includes(mayUse)) {
    throw new UserError("CONSENT_UNTICKED");
  }
  const photo = sent.getUploadedFiles(fields.photo)?.first();
  const [savedId] = sent.fields.has(fields.saved) ? sent.getStringSelectValues(fields.saved) : [];
  if (photo && savedId !== undefined) throw new UserError("FACE_SOURCES");
  if (photo) return attached("face", photo, limits.maxFaceBytes);
  if (savedId !== undefined) return { savedId: (await faces.find(user.id, savedId)).id };
  return await defaultFace(user.id, faces);
}
