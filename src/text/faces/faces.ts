import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { FacesText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What people read about the faces that they keep, in every language. */
export const faces: Readonly<Record<Language, FacesText>> = { en, de, es, fr, "pt-BR": ptBr, ja };
