import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { FaceswapText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What people read while they type `/faceswap`, in every language. */
export const faceswap: Readonly<Record<Language, FaceswapText>> = {
  en,
  de,
  es,
  fr,
  "pt-BR": ptBr,
  ja,
};
