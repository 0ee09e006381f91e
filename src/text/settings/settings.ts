import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { SettingsText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What moderators read about what their server allows, in every language. */
export const settings: Readonly<Record<Language, SettingsText>> = {
  en,
  de,
  es,
  fr,
  "pt-BR": ptBr,
  ja,
};
