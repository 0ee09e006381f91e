import { Locale } from "discord.js";
import type { LocalizationMap } from "discord.js";
import { textFor, textOf } from "../text/catalogue.ts";
import type { Catalogue } from "../text/catalogue.ts";
import type { OptionText } from "../text/option-text.ts";

/** Discord shows English in every locale that is not here. */
const locales = [
  Locale.German,
  Locale.SpanishES,
  Locale.SpanishLATAM,
  Locale.French,
  Locale.PortugueseBR,
  Locale.Japanese,
] as const;

/** A description for registration, in every language. */
export function described(pick: (text: Catalogue) => string) {
  return { description: pick(textFor("en")), description_localizations: inLocales(pick) };
}

/** A name for registration, in every language. */
export function named(pick: (text: Catalogue) => string) {
  return { name: pick(textFor("en")), name_localizations: inLocales(pick) };
}

/** Name and description of an option or a sub-command for registration, in every language. */
export function localised(pick: (text: Catalogue) => OptionText) {
  return {
    ...named((text) => pick(text).name),
    ...described((text) => pick(text).description),
  };
}

/** What an option offers, for registration, in every language. */
export function choices<Value extends string>(
  values: readonly Value[],
  pick: (text: Catalogue) => Readonly<Record<Value, string>>,
) {
  return values.map((value) => ({ ...named((text) => pick(text)[value]), value }));
}

function inLocales(pick: (text: Catalogue) => string): LocalizationMap {
  return Object.fromEntries(locales.map((locale) => [locale, pick(textOf(locale))]));
}
