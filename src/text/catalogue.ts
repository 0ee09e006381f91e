import { credits } from "./credits/credits.ts";
import { errors } from "./errors/errors.ts";
import { faces } from "./faces/faces.ts";
import { faceswap } from "./faceswap/faceswap.ts";
import { job } from "./job/job.ts";
import { results } from "./results/results.ts";
import { quota } from "./quota/quota.ts";
import { settings } from "./settings/settings.ts";
import { languageOf } from "./languages.ts";
import type { Language } from "./languages.ts";

/** Everything that the bot says in one language. */
export interface Catalogue {
  readonly language: Language;
  readonly credits: (typeof credits)[Language];
  readonly errors: (typeof errors)[Language];
  readonly faces: (typeof faces)[Language];
  readonly faceswap: (typeof faceswap)[Language];
  readonly job: (typeof job)[Language];
  readonly results: (typeof results)[Language];
  readonly settings: (typeof settings)[Language];
  readonly quota: (typeof quota)[Language];
}

/** The catalogue of a language. */
export function textFor(language: Language): Catalogue {
  return {
    language,
    credits: credits[language],
    errors: errors[language],
    faces: faces[language],
    faceswap: faceswap[language],
    job: job[language],
    results: results[language],
    settings: settings[language],
    quota: quota[language],
  };
}

/** The catalogue for a locale of Discord, or for one that was never stored. */
export function textOf(locale: string | undefined): Catalogue {
  return textFor(languageOf(locale));
}
