import { createCounting } from "../counting.ts";
import { quoted, time } from "../markdown.ts";
import type { FacesText } from "./en.ts";

const { count } = createCounting("de");

export const de: FacesText = {
  description: "Gesichter, die du für später behältst; nur du kannst sie verwenden",
  subcommands: {
    save: "Behalt ein Gesicht, verschlüsselt, nur für dich",
    list: "Die Gesichter, die du behältst",
    default: "Welches Gesicht ich nehme, wenn du keins nennst",
    delete: "Lösch ein Gesicht, das du behältst",
  },
  options: {
    photo: { name: "foto", description: "Ein Foto des Gesichts, von vorn" },
    name: { name: "name", description: "Wie du es nennen willst" },
    face: { name: "gesicht", description: "Eins deiner Gesichter" },
    newDefault: {
      name: "gesicht",
      description: "Eins deiner Gesichter; lass es weg, wenn du keinen Standard willst",
    },
  },
  saved: (name) => `„${quoted(name)}“ ist gespeichert.`,
  isDefault: "Es ist dein Standard: `/faceswap` nimmt es, wenn du kein anderes Gesicht nennst.",
  advice: (advice) => `Es geht, könnte aber besser sein: ${advice}`,
  howKept:
    "Es ist verschlüsselt, nur du kannst es verwenden, und 90 Tage nach der letzten Verwendung wird es gelöscht. Behalt bitte nur Gesichter, die du verwenden darfst.",
  none: "Du behältst noch keine Gesichter. Mit `/faces save` speicherst du eins.",
  title: (kept, most) =>
    `Du behältst ${count(kept, { one: "Gesicht", other: "Gesichter" })} von ${most}:`,
  line: (name, isDefault, usedAt, endsAt) =>
    `- **${quoted(name)}**${isDefault ? " (Standard)" : ""}: verwendet ${time(usedAt, "R")}, ohne Verwendung gelöscht ${time(endsAt, "R")}`,
  newDefault: (name) => `„${quoted(name)}“ ist jetzt dein Standard.`,
  noDefault: "Du hast keinen Standard mehr.",
  deleted: (name) => `„${quoted(name)}“ ist gelöscht.`,
  choice: (name, isDefault) => (isDefault ? `${name} (Standard)` : name),
};
