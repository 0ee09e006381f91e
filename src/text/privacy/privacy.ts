import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { PrivacyText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What people read about what is kept of them, in every language. */
export const privacy: Readonly<Record<Language, PrivacyText>> = {
  en,
  de,
  es,
  fr,
  "pt-BR": ptBr,
  ja,
};
