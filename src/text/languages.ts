/** Every language that the bot speaks, as Discord and `Intl` name it. */
export const languages = ["en", "de", "es", "fr", "pt-BR", "ja"] as const;
export type Language = (typeof languages)[number];

/** The language for a locale of Discord; English for those that the bot does not speak, and for none. */
export function languageOf(locale: string | undefined): Language {
  const [base] = (locale ?? "").split("-");
  return languages.find((language) => language === locale || language === base) ?? "en";
}
