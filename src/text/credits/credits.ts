import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { CreditsText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What people read about their credits, in every language. */
export const credits: Readonly<Record<Language, CreditsText>> = {
  en,
  de,
  es,
  fr,
  "pt-BR": ptBr,
  ja,
};
