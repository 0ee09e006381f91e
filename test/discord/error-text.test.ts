import { describe, expect, test } from "vitest";
import { errorCodes } from "../../src/core/errors.ts";
import type { ErrorCode, ErrorFacts } from "../../src/core/errors.ts";
import { errorText } from "../../src/discord/error-text.ts";
import { textFor } from "../../src/text/catalogue.ts";
import type { Language } from "../../src/text/languages.ts";
import { languages } from "../../src/text/languages.ts";

const allFacts: ErrorFacts = {
  role: "target",
  bytes: 17_000_000,
  limit: 16_777_216,
  frames: 900,
  seconds: 61.2,
  width: 4000,
  height: 3000,
  price: 4,
  left: 1,
  resetsAt: 1_800_000_000_000,
};

describe("what a person reads about an error", () => {
  describe.each(languages)("in %s", (language) => {
    const extras = { reference: "REF234", detail: "x".repeat(5000) };

    test.each(errorCodes)("is a finished sentence for %s, with or without facts", (code) => {
      for (const facts of [{}, allFacts, { ...allFacts, pixels: 3e8 }]) {
        const text = errorText(textFor(language), code, facts, extras);
        expect(text).toMatch(/^[\p{Lu}\p{Lo}][^\n]{11,}[.?。]\n-# .*x…[^\n]*\n-# .*`REF234`/u);
        expect(text.length).toBeLessThanOrEqual(2000);
        expect(text).not.toMatch(
          /undefined|null|NaN|\[object|\$\{|[A-Z]{3,}_[A-Z]|[(（][)）]| {2}/,
        );
      }
    });

    test("names everything that the English sentence names", () => {
      const facts = { ...allFacts, price: 41, left: 11 };
      const named = (code: ErrorCode, name: Language) =>
        [...errorText(textFor(name), code, facts).matchAll(/\d\d+|<t:|PNG|JPEG|WebM|`/g)]
          .map(([what]) => what)
          .toSorted();
      for (const code of errorCodes) {
        expect([code, named(code, language)]).toEqual([code, named(code, "en")]);
      }
    });
  });

  test.each([
    [
      "MEDIA_TOO_LARGE",
      allFacts,
      "That GIF is too large (16.3 MB, at most 16 MB). Please use a smaller one.",
    ],
    [
      "MEDIA_TOO_LARGE",
      { limit: 8_388_608 },
      "That file is too large (at most 8 MB). Please use a smaller one.",
    ],
    [
      "MEDIA_TOO_MANY_FRAMES",
      { frames: 900, limit: 300 },
      "That GIF has too many frames (900, at most 300). Please cut it shorter.",
    ],
    [
      "MEDIA_TOO_LONG",
      { seconds: 61.2, limit: 60 },
      "That GIF runs too long (62 seconds, at most 60 seconds). Please cut it shorter.",
    ],
    [
      "MEDIA_TOO_MANY_PIXELS",
      { width: 9, height: 7, limit: 5 },
      "That file is too big (9 × 7 pixels, at most 5 a side). Please scale it down.",
    ],
    [
      "NO_FACE_IN_PHOTO",
      { width: 20, height: 24, limit: 32 },
      "The face picture is too small (20 × 24 pixels, at least 32 a side). Please use a larger one.",
    ],
    [
      "FACE_NOT_IMAGE",
      { kind: "heic" },
      "The face is a HEIC photo, not a picture I can read. Please send it as JPEG: a screenshot of it will do.",
    ],
    [
      "TARGET_NOT_GIF",
      { kind: "mp4" },
      "That is an MP4 video, not a GIF. Please use a GIF or a picture (PNG, JPEG, WebP, AVIF), or a link to one.",
    ],
    [
      "NO_CREDITS",
      allFacts,
      "You do not have enough credits for this (you have 1, this costs 4). You get new ones <t:1800000000:R>.",
    ],
  ] as const)("names the figures: %s", (code, facts, sentence) => {
    expect(errorText(textFor("en"), code, facts)).toBe(sentence);
  });
});
