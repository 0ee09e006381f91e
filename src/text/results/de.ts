import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { ResultsText } from "./en.ts";

const { count } = createCounting("de");

export const de: ResultsText = {
  again: (price) =>
    price === undefined
      ? "Noch mal"
      : `Noch mal (${count(price, { one: "Credit", other: "Credits" })})`,
  otherFace: "Anderes Gesicht",
  remove: "Löschen",
  makePrivate: "Privat machen",
  report: "Melden",
  privateCopy: "KI-bearbeitet · das siehst jetzt nur du. Speicher es, wenn du es behalten willst.",
  madePrivate: "Wer diesen Swap gestartet hat, hat ihn privat gemacht.",
  hidden: "Die Moderation hat diesen Swap ausgeblendet.",

  whyReport:
    "Was stimmt mit diesem Swap nicht? Die Moderation sieht deinen Grund, aber nicht, wer du bist.",
  chooseReason: "Wähl einen Grund",
  thanks: "Danke. Deine Meldung ist bei denen, die etwas tun können.",
  noted:
    "Danke. Deine Meldung ist notiert, aber hier schaut niemand nach Meldungen: Sag bitte auch der Moderation Bescheid.",
  reasons: {
    "not-agreed": "Das bin ich, und ich war nicht einverstanden",
    sexual: "Es ist sexuell",
    minor: "Es zeigt eine minderjährige Person",
    harassment: "Es soll jemandem wehtun",
    other: "Etwas anderes",
  },

  card: {
    title: "Meldung zu einem Swap",
    madeBy: (who, at, link) =>
      `Gestartet von ${who}${at === undefined ? "" : ` ${time(at, "R")}`}: [zur Nachricht](${link})`,
    somebody: "jemandem, den ich nicht mehr kenne",
    inputs: (gif, face) => `GIF: ${gif}; Gesicht: ${face}; als KI-bearbeitet markiert`,
    file: "eine Datei",
    saved: "ein gespeichertes Gesicht",
    avatar: (who) => `der Avatar von ${who}`,
    link: (host) => (host === undefined ? "ein Link" : `ein Link zu ${host}`),
    acts: {
      hide: (by, at) => `Ausgeblendet von ${by} ${time(at, "R")}`,
      freeze: (by, at) => `Credits eingefroren von ${by} ${time(at, "R")}`,
      dismiss: (by, at) => `Abgelehnt von ${by} ${time(at, "R")}`,
    },
    swap: (jobId) => `Swap \`${jobId}\``,
    hide: "Ausblenden",
    freeze: "Person einfrieren",
    dismiss: "Ablehnen",
    couldNotHide:
      "Die Nachricht kann ich nicht wegnehmen, weil ich dort kein Mitglied bin. Die Moderation dort kann sie von Hand löschen; ihre Knöpfe tun nichts mehr.",
  },
  deletedByModerator: (by, owner) =>
    owner === undefined
      ? `${by} hat einen Swap gelöscht.`
      : `${by} hat einen Swap von ${owner} gelöscht.`,
};
