import { about } from "./about/about.ts";
import { credits } from "./credits/credits.ts";
import { errors } from "./errors/errors.ts";
import { faces } from "./faces/faces.ts";
import { faceswap } from "./faceswap/faceswap.ts";
import { help } from "./help/help.ts";
import { consent } from "./consent/consent.ts";
import { privacy } from "./privacy/privacy.ts";
import { job } from "./job/job.ts";
import { quote } from "./quote/quote.ts";
import { verify } from "./verify/verify.ts";
import { menu } from "./menu/menu.ts";
import { results } from "./results/results.ts";
import { quota } from "./quota/quota.ts";
import { settings } from "./settings/settings.ts";
import { languageOf } from "./languages.ts";
import type { Language } from "./languages.ts";

/** Everything that the bot says in one language. */
export interface Catalogue {
  readonly language: Language;
  readonly about: (typeof about)[Language];
  readonly credits: (typeof credits)[Language];
  readonly errors: (typeof errors)[Language];
  readonly faces: (typeof faces)[Language];
  readonly faceswap: (typeof faceswap)[Language];
  readonly help: (typeof help)[Language];
  readonly job: (typeof job)[Language];
  readonly privacy: (typeof privacy)[Language];
  readonly consent: (typeof consent)[Language];
  readonly quote: (typeof quote)[Language];
  readonly verify: (typeof verify)[Language];
  readonly menu: (typeof menu)[Language];
  readonly results: (typeof results)[Language];
  readonly settings: (typeof settings)[Language];
  readonly quota: (typeof quota)[Language];
}

/** The catalogue of a language. */
export function textFor(language: Language): Catalogue {
  return {
    language,
    about: about[language],
    credits: credits[language],
    errors: errors[language],
    faces: faces[language],
    faceswap: faceswap[language],
    help: help[language],
    job: job[language],
    privacy: privacy[language],
    consent: consent[language],
    quote: quote[language],
    verify: verify[language],
    menu: menu[language],
    results: results[language],
    settings: settings[language],
    quota: quota[language],
  };
}

/** The catalogue for a locale of Discord, or for one that was never stored. */
export function textOf(locale: string | undefined): Catalogue {
  return textFor(languageOf(locale));
}
