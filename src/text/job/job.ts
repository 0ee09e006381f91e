import type { Language } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { JobText } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { ptBr } from "./pt-br.ts";

/** What people see of a running and a finished job, in every language. */
export const job: Readonly<Record<Language, JobText>> = { en, de, es, fr, "pt-BR": ptBr, ja };
