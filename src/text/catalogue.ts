import { errors } from "./errors/errors.ts";
import { faceswap } from "./faceswap/faceswap.ts";
import { job } from "./job/job.ts";
import { quote } from "./quote/quote.ts";
import { languageOf } from "./languages.ts";
import type { Language } from "./languages.ts";

/** Everything that the bot says in one language. */
export interface Catalogue {
  readonly language: Language;
  readonly errors: (typeof errors)[Language];
  readonly faceswap: (typeof faceswap)[Language];
  readonly job: (typeof job)[Language];
  readonly quote: (typeof quote)[Language];
}

/** The catalogue of a language. */
export function textFor(language: Language): Catalogue {
  return {
    language,
    errors: errors[language],
    faceswap: faceswap[language],
    job: job[language],
    quote: quote[language],
  };
}

/** The catalogue for a locale of Discord, or for one that was never stored. */
export function textOf(locale: string | undefined): Catalogue {
  return textFor(languageOf(locale));
}
