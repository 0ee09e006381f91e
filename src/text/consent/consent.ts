import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { ConsentText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What people read when somebody's picture is wanted, in every language. */
export const consent: Readonly<Record<Language, ConsentText>> = {
  en,
  de,
  es,
  fr,
  "pt-BR": ptBr,
  ja,
};
