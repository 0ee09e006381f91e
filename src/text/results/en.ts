import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";

const { count } = createCounting("en");

/** What stands on and around a result, and on the report of one. */
export const en = {
  /** Undefined where the price is not known any more. */
  again: (price: number | undefined) =>
    price === undefined ? "Again" : `Again (${count(price, { one: "credit", other: "credits" })})`,
  otherFace: "Other face",
  remove: "Delete",
  makePrivate: "Make private",
  report: "Report",
  privateCopy: "AI-edited · only you see this now. Save it if you want to keep it.",
  madePrivate: "Whoever asked for this swap made it private.",
  hidden: "Moderators have hidden this swap.",

  whyReport: "What is wrong with this swap? Moderators will see your reason, and not who you are.",
  chooseReason: "Choose a reason",
  thanks: "Thank you. Your report is with those who can act on it.",
  noted:
    "Thank you. Your report is noted, but nobody watches for reports here: please tell a moderator, too.",
  reasons: {
    "not-agreed": "It is me, and I did not agree",
    sexual: "It is sexual",
    minor: "It shows a minor",
    harassment: "It is meant to hurt somebody",
    other: "Something else",
  },

  card: {
    title: "Report of a swap",
    madeBy: (who: string, at: number | undefined, link: string) =>
      `Made by ${who}${at === undefined ? "" : ` ${time(at, "R")}`}: [the message](${link})`,
    somebody: "somebody I do not remember",
    inputs: (gif: string, face: string) => `GIF: ${gif}; face: ${face}; marked as AI-edited`,
    file: "a file",
    saved: "a saved face",
    avatar: (who: string) => `the avatar of ${who}`,
    link: (host: string | undefined) => (host === undefined ? "a link" : `a link to ${host}`),
    acts: {
      hide: (by: string, at: number) => `Hidden by ${by} ${time(at, "R")}`,
      freeze: (by: string, at: number) => `Credits frozen by ${by} ${time(at, "R")}`,
      dismiss: (by: string, at: number) => `Dismissed by ${by} ${time(at, "R")}`,
    },
    swap: (jobId: string) => `Swap \`${jobId}\``,
    hide: "Hide",
    freeze: "Freeze user",
    dismiss: "Dismiss",
    couldNotHide:
      "I cannot take that message away: I am no member of that place. A moderator there can delete it by hand; its buttons do nothing more.",
  },
  deletedByModerator: (by: string, owner: string | undefined) =>
    owner === undefined ? `${by} deleted a swap.` : `${by} deleted a swap of ${owner}.`,
};

export type ResultsText = typeof en;
