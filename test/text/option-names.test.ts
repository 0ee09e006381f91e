import type { APIApplicationCommandOption } from "discord.js";
import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { textFor } from "../../src/text/catalogue.ts";
import { languages } from "../../src/text/languages.ts";
import type { Language } from "../../src/text/languages.ts";

/** What Discord calls each language. */
const locales = { de: "de", es: "es-ES", fr: "fr", "pt-BR": "pt-BR", ja: "ja" } as const;

/** Every option of every command, in English and as a language shows it. */
function optionNames(language: Language): { readonly english: string; readonly shown: string }[] {
  const walk = (
    options: readonly APIApplicationCommandOption[] = [],
  ): { english: string; shown: string }[] =>
    options.flatMap((option) => [
      {
        english: option.name,
        shown:
          (language === "en" ? undefined : option.name_localizations?.[locales[language]]) ??
          option.name,
      },
      ...("options" in option ? walk(option.options) : []),
    ]);
  return commands.flatMap(({ data }) => walk(data.options));
}

/** Every sentence in it; those with figures as they are without any. */
function sentencesIn(text: unknown): string[] {
  if (typeof text === "string") return [text];
  if (typeof text === "object" && text !== null) return Object.values(text).flatMap(sentencesIn);
  if (typeof text !== "function") return [];
  try {
    return sentencesIn(text({}, {}, {}, {}));
  } catch {
    return [];
  }
}

test.each(languages)("sentences name options as Discord shows them in %s", (language) => {
  const names = optionNames(language);
  const shown = new Set(names.map((one) => one.shown));
  const foreign = new Set(names.map((one) => one.english).filter((name) => !shown.has(name)));
  const words = sentencesIn(textFor(language)).flatMap((sentence) =>
    [...sentence.matchAll(/`(?:\/[\w-]+ [\w-]+ )?([^`\s/:]+):?`/g)].map(([, word]) => word),
  );
  expect(words.length).toBeGreaterThan(10);
  expect(words.filter((word) => foreign.has(word))).toEqual([]);
});
