import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { QuoteText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What a person is asked before their credits are held, in every language. */
export const quote: Readonly<Record<Language, QuoteText>> = { en, de, es, fr, "pt-BR": ptBr, ja };
