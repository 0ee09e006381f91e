import { Locale } from "discord.js";
import { describe, expect, test } from "vitest";
import { createCounting } from "../../src/text/counting.ts";
import { languageOf } from "../../src/text/languages.ts";

describe("the language for a locale of Discord", () => {
  test("is the one that the person chose, or English", () => {
    const spoken = Object.values(Locale).filter((locale) => languageOf(locale) !== "en");
    expect(spoken.toSorted()).toEqual(["de", "es-419", "es-ES", "fr", "ja", "pt-BR"]);
    expect(["es-419", "es-ES", "pt-BR", "fr"].map(languageOf)).toEqual(["es", "es", "pt-BR", "fr"]);
    expect(["en-GB", "tr", undefined].map(languageOf)).toEqual(["en", "en", "en"]);
  });
});

describe("numbers and how many", () => {
  test.each([
    ["en", ["0 frames", "1 frame", "4000 frames", "12,000 frames"]],
    ["de", ["0 frames", "1 frame", "4000 frames", "12.000 frames"]],
    ["es", ["0 frames", "1 frame", "4000 frames", "12.000 frames"]],
    ["fr", ["0 frame", "1 frame", "4000 frames", "12\u202F000 frames"]],
    ["pt-BR", ["0 frame", "1 frame", "4000 frames", "12.000 frames"]],
    ["ja", ["0 frames", "1 frames", "4000 frames", "12,000 frames"]],
  ] as const)("are written as %s writes them", (language, written) => {
    const { count, number } = createCounting(language);
    const forms = { one: "frame", other: "frames" };
    expect([0, 1, 4000, 12_000].map((value) => count(value, forms))).toEqual(written);
    expect(number(16.26, 1)).toBe(language === "en" || language === "ja" ? "16.3" : "16,3");
  });
});
