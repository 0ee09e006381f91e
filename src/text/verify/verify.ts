import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { VerifyText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What people read of `/verify`, in every language. */
export const verify: Readonly<Record<Language, VerifyText>> = { en, de, es, fr, "pt-BR": ptBr, ja };
