import type { OptionText } from "../option-text.ts";

/** `/verify`. */
export interface VerifyText {
  readonly description: string;
  readonly options: Readonly<Record<"file" | "link", OptionText>>;
  readonly byUs: string;
  readonly byOther: string;
  readonly otherMark: string;
  readonly none: string;
  /** IPTC's name for where it comes from. */
  readonly source: (source: string) => string;
  /** What a mark is worth. */
  readonly worth: string;
  /** What it means that there is none. */
  readonly absence: string;
}

export const en: VerifyText = {
  description: "What a GIF or PNG says about being AI-edited",
  options: {
    file: { name: "file", description: "A GIF or PNG" },
    link: { name: "link", description: "A link to it, instead of a file" },
  },
  byUs: "This file says that it is **AI-edited**, and that this program made it.",
  byOther: "This file says that it is **AI-edited** or AI-made, by another tool.",
  otherMark: "This file says where it comes from, and that is not AI.",
  none: "This file carries **no mark** of being AI-edited.",
  source: (source) => `Its mark: \`${source}\``,
  worth: "A mark is a statement, not a proof: anybody can write one, or take it out.",
  absence:
    "That proves nothing: most tools write no mark, and marks get lost when a file is saved anew.",
};
