import { createCounting } from "../counting.ts";
import { quoted, time } from "../markdown.ts";
import type { OptionText } from "../option-text.ts";

/** `/faces`, and everything else that is said about saved faces. */
export interface FacesText {
  readonly description: string;
  readonly subcommands: Readonly<Record<"save" | "list" | "default" | "delete", string>>;
  readonly options: Readonly<Record<"photo" | "name" | "face" | "newDefault", OptionText>>;
  readonly saved: (name: string) => string;
  readonly isDefault: string;
  /** What would make the photo better. */
  readonly advice: (advice: string) => string;
  readonly howKept: string;
  readonly none: string;
  readonly title: (count: number, most: number) => string;
  /** Times are Unix milliseconds. */
  readonly line: (name: string, isDefault: boolean, usedAt: number, endsAt: number) => string;
  readonly newDefault: (name: string) => string;
  readonly noDefault: string;
  readonly deleted: (name: string) => string;
  /** In a list to pick from, without formatting. */
  readonly choice: (name: string, isDefault: boolean) => string;
}

const { count } = createCounting("en");

export const en: FacesText = {
  description: "Faces that you keep for another time; only you can use them",
  subcommands: {
    save: "Keep a face, encrypted, for you alone",
    list: "The faces that you keep",
    default: "Which face is taken when you name none",
    delete: "Delete a face that you keep",
  },
  options: {
    photo: { name: "photo", description: "A photo of the face, seen from the front" },
    name: { name: "name", description: "What you want to call it" },
    face: { name: "face", description: "One of your faces" },
    newDefault: { name: "face", description: "One of your faces; leave it out to have no default" },
  },
  saved: (name) => `“${quoted(name)}” is saved.`,
  isDefault: "It is your default: `/faceswap` takes it when you give no other face.",
  advice: (advice) => `It works, but could be better: ${advice}`,
  howKept:
    "It is encrypted, only you can use it, and it is deleted 90 days after its last use. Please keep only faces that you may use.",
  none: "You keep no faces yet. `/faces save` keeps one.",
  title: (kept, most) => `You keep ${count(kept, { one: "face", other: "faces" })} of ${most}:`,
  line: (name, isDefault, usedAt, endsAt) =>
    `- **${quoted(name)}**${isDefault ? " (default)" : ""}: used ${time(usedAt, "R")}, deleted ${time(endsAt, "R")} if you do not use it`,
  newDefault: (name) => `“${quoted(name)}” is your default now.`,
  noDefault: "You have no default any more.",
  deleted: (name) => `“${quoted(name)}” is deleted.`,
  choice: (name, isDefault) => (isDefault ? `${name} (default)` : name),
};
