import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { MenuText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What people read in a message's menu and the form behind it, in every language. */
export const menu: Readonly<Record<Language, MenuText>> = { en, de, es, fr, "pt-BR": ptBr, ja };
