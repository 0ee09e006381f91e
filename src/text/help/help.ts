import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { HelpText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What `/help` says, in every language. */
export const help: Readonly<Record<Language, HelpText>> = { en, de, es, fr, "pt-BR": ptBr, ja };
