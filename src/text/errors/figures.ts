import type { ErrorFacts } from "../../core/errors.ts";
import { createCounting } from "../counting.ts";
import type { Language } from "../languages.ts";

type Fact = ErrorFacts[string] | undefined;
type Word = (figure: string) => string;

/** The small words round the figures of an error. */
export interface FigureWords {
  /** The parts in brackets, with the space before them where the language has one. */
  readonly bracketed: (parts: readonly string[]) => string;
  readonly atMost: Word;
  readonly atMostASide: Word;
  readonly pixels: Word;
  readonly orMoreLookGood: Word;
  readonly seconds: Word;
  readonly youHave: Word;
  /** The server's pool, or the bot as a whole. */
  readonly itHas: Word;
  readonly thisCosts: Word;
}

type Figure = (facts: ErrorFacts) => string;

/** Facts in brackets, or nothing where none is known. */
export interface Figures {
  /** " (12.1 MB, at most 8 MB)" */
  readonly sizes: Figure;
  /** " (900, at most 300)" */
  readonly frames: Figure;
  /** " (62 seconds, at most 60 seconds)" */
  readonly seconds: Figure;
  /** " (4000 × 3000 pixels, at most 2000 a side)" */
  readonly dimensions: Figure;
  /** " (40 pixels, 120 or more look good)" */
  readonly pixelsAcross: Figure;
  /** " (you have 1, this costs 4)" */
  readonly purse: Figure;
}

const mebibyte = 1024 * 1024;

export function createFigures(language: Language, words: FigureWords): Figures {
  const { number } = createCounting(language);

  function bracketed(parts: readonly (string | undefined)[]): string {
    const known = parts.filter((part) => part !== undefined);
    return known.length === 0 ? "" : words.bracketed(known);
  }

  /** A fact as a figure inside a word; undefined when it is not known. */
  const figure = (fact: Fact, word: Word = (plain) => plain): string | undefined =>
    fact === undefined ? undefined : word(typeof fact === "number" ? number(fact, 1) : `${fact}`);

  const bounded = (got: Fact, limit: Fact, unit: Word = (plain) => plain) =>
    bracketed([figure(got, unit), figure(limit, (most) => words.atMost(unit(most)))]);

  return {
    sizes: ({ bytes, limit }) =>
      bounded(megabytes(bytes, Math.ceil), megabytes(limit, Math.floor), (size) => `${size} MB`),
    frames: ({ frames, limit }) => bounded(frames, limit),
    seconds: ({ seconds, limit }) =>
      bounded(typeof seconds === "number" ? Math.ceil(seconds) : undefined, limit, words.seconds),
    dimensions: ({ width, height, limit }) =>
      bracketed([
        width === undefined || height === undefined
          ? undefined
          : words.pixels(`${figure(width)} × ${figure(height)}`),
        figure(limit, words.atMostASide),
      ]),
    pixelsAcross: ({ size, better }) =>
      bracketed([figure(size, words.pixels), figure(better, words.orMoreLookGood)]),
    purse: ({ left, price, purse }) =>
      bracketed([
        figure(left, purse === "pool" || purse === "owner" ? words.itHas : words.youHave),
        figure(price, words.thisCosts),
      ]),
  };
}

/** Bytes in tenths of a megabyte: sizes rounded up and limits down, so that 8.01 MB is more than 8 MB. */
function megabytes(bytes: Fact, round: (tenths: number) => number): Fact {
  return typeof bytes === "number" ? round((bytes / mebibyte) * 10) / 10 : undefined;
}
