import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { AboutText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What `/about` says, in every language. */
export const about: Readonly<Record<Language, AboutText>> = { en, de, es, fr, "pt-BR": ptBr, ja };
