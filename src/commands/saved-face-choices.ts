import type { ApplicationCommandOptionChoiceData } from "discord.js";
import type { SavedFace } from "../services/faces/saved-faces.ts";
import type { Catalogue } from "../text/catalogue.ts";

/** A person's faces whose names have in them what was typed so far: the default first, then those used last. */
export function savedFaceChoices(
  faces: readonly SavedFace[],
  typed: string,
  { faces: text, language }: Catalogue,
): ApplicationCommandOptionChoiceData[] {
  const folded = (name: string) => name.normalize("NFC").toLocaleLowerCase(language);
  return faces
    .filter(({ name }) => folded(name).includes(folded(typed.trim())))
    .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault) || b.usedAt - a.usedAt)
    .map(({ id, name, isDefault }) => ({ name: text.choice(name, isDefault), value: id }));
}
