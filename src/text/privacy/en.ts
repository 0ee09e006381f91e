import { quoted } from "../markdown.ts";
import type { OptionText } from "../option-text.ts";

/** `/privacy`. */
export interface PrivacyText {
  readonly description: string;
  readonly subcommands: Readonly<Record<"export" | "delete" | "notMyFace", string>>;
  readonly options: Readonly<Record<"on", OptionText>>;
  /** With the names of the faces that are attached; `hasOthers`: there are some that are not. */
  readonly exported: (names: readonly string[], hasOthers: boolean) => string;
  /** Under it: which saved faces do not open any more. */
  readonly unopened: (names: readonly string[]) => string;
  /** What a deletion would delete, and what not. */
  readonly sure: string;
  readonly deleteAll: string;
  readonly keepAll: string;
  readonly deleted: string;
  readonly kept: string;
  readonly optedOut: string;
  readonly optedIn: string;
}

export const en: PrivacyText = {
  description: "What I keep about you: see it, delete it, or say “not my face”",
  subcommands: {
    export: "Everything that is kept about you, as files for you alone",
    delete: "Delete your faces and what your swaps were about",
    notMyFace: "Nobody else may use your picture, or pictures in your messages",
  },
  options: { on: { name: "on", description: "True: nobody may. False: they may ask you again" } },
  exported: (names, hasOthers) =>
    names.length === 0
      ? hasOthers
        ? "This is everything that I keep about you."
        : "This is everything that I keep about you. You keep no faces."
      : `This is everything that I keep about you, with your faces in this order: ${names.map(quoted).join(", ")}.`,
  unopened: (names) =>
    `I could not open the pictures of these faces, so they are missing: ${names.map(quoted).join(", ")}. You can delete them with \`/faces delete\`.`,
  sure: "This deletes your saved faces, your open questions and forms, results that wait for you (their credits come back), and what your finished swaps were about, so that the buttons under your results stop working.\n\nIt does not delete messages on Discord: use the Delete button under a result first, if you want it gone. I keep your credit account (how many credits, when, no pictures) and what moderators decided, against abuse, and “not my face”, for your protection.",
  deleteAll: "Delete everything",
  keepAll: "Keep it",
  deleted:
    "Deleted: your faces, your open questions and forms, and what your swaps were about. Your credit account, decisions of moderators and “not my face” stay.",
  kept: "Nothing was deleted.",
  optedOut:
    "From now on nobody else can use your profile picture, and nobody can swap faces into pictures, GIFs and videos in your messages by their menu. No picture of you is kept for this, only your number on Discord. I cannot recognise you in files that others upload; there, use the Report button.",
  optedIn: "Others may ask you again for your profile picture, and swap faces into what you post.",
};
