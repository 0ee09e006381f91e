import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { ResultsText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What people see on and around a result and its report, in every language. */
export const results: Readonly<Record<Language, ResultsText>> = {
  en,
  de,
  es,
  fr,
  "pt-BR": ptBr,
  ja,
};
