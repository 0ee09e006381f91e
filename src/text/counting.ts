import type { Language } from "./languages.ts";

/** A word by how many of it there are; languages without a difference give `other` alone. */
interface Forms {
  readonly one?: string;
  readonly other: string;
}

export interface Counting {
  /** A number as it is written in the language, with at most so many decimals. */
  readonly number: (value: number, decimals?: number) => string;
  /** The word alone. */
  readonly word: (value: number, forms: Forms) => string;
  /** The number and the word: "3 credits". */
  readonly count: (value: number, forms: Forms) => string;
  /** "a, b and c" */
  readonly list: (items: readonly string[]) => string;
}

export function createCounting(language: Language): Counting {
  const rules = new Intl.PluralRules(language);
  const lists = new Intl.ListFormat(language);
  const number = (value: number, decimals = 0) =>
    new Intl.NumberFormat(language, {
      maximumFractionDigits: decimals,
      // "4000 pixels", but "10,000 credits".
      useGrouping: "min2",
    }).format(value);
  const word = (value: number, forms: Forms) =>
    rules.select(value) === "one" ? (forms.one ?? forms.other) : forms.other;
  return {
    number,
    word,
    count: (value, forms) => `${number(value)} ${word(value, forms)}`,
    list: (items) => lists.format(items),
  };
}
