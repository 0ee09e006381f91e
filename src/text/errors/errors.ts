import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { ErrorSentences } from "./error-sentences.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What people read about errors, in every language. */
export const errors: Readonly<Record<Language, ErrorSentences>> = {
  en,
  de,
  es,
  fr,
  "pt-BR": ptBr,
  ja,
};
