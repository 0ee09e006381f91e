import type { ServerSentences } from "./server-sentences.ts";

export const server: ServerSentences = {
  SWAPS_OFF_HERE:
    "Auf diesem Server sind Swaps ausgeschaltet. Die Moderation kann sie wieder einschalten.",
  CHANNEL_NOT_ALLOWED:
    "Auf diesem Server sind Swaps in diesem Kanal nicht erlaubt. Nimm bitte einen anderen.",
  ROLE_NOT_ALLOWED:
    "Auf diesem Server dürfen nur bestimmte Rollen Swaps machen, und du hast keine davon.",
  AGE_RESTRICTED_ONLY:
    "Auf diesem Server sind Swaps nur in Kanälen mit Altersbeschränkung erlaubt. Nimm bitte so einen und keinen Thread.",
  AGE_RESTRICTED_NEVER:
    "Auf diesem Server sind Swaps in Kanälen mit Altersbeschränkung nicht erlaubt, auch nicht in Threads, die zu so einem gehören könnten. Nimm bitte einen anderen Kanal.",
  MEMBERS_SELF_ONLY: "Auf diesem Server kannst du nur dein eigenes Profilbild als Gesicht nehmen.",
  SERVER_TOO_BUSY:
    "Auf diesem Server warten schon zu viele Swaps. Probier es in ein paar Minuten wieder.",
  NO_PLACE_IN_TIME:
    "Für diesen Swap wurde in einer halben Stunde kein Platz frei, deshalb habe ich ihn aufgegeben. Probier es später wieder.",
  PRICES_FIXED:
    "Alle Server teilen sich ein Budget von dem, der mich betreibt, deshalb sind die Preise überall gleich.",
};
