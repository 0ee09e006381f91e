import type { AboutText } from "./en.ts";

export const de: AboutText = {
  description: "Wer mich betreibt, was die Swaps macht und was aus deinen Bildern wird",
  title: (version) => `Face-Swap-Bot ${version}`,
  runBy: (who) => `**Betrieben von** ${who}`,
  runByNobodyNamed: "**Betrieben von** jemandem, der sich nicht vorgestellt hat",
  ownEngine:
    "**Die Swaps macht** dieser Bot selbst, mit eigener Engine. Deine Bilder gehen an niemand anderen.",
  hosted: (host) =>
    `**Die Swaps macht** ${host}: Dein GIF und dein Foto werden dorthin geschickt, und dort gelten eigene Regeln.`,
  marks:
    "**Als KI-bearbeitet markiert:** Jedes Ergebnis sagt es unter dem Bild und in der Datei. `/verify` liest die Markierung.",
  privacy: "**Deine Privatsphäre**",
  privacyLines: [
    "Dein GIF und dein Foto dienen einem einzigen Swap und werden danach weggeworfen.",
    "Ein Gesicht bleibt nur, wenn du es speicherst: verschlüsselt, und 90 Tage nach dem letzten Mal gelöscht.",
    "Nichts, was jemanden wiedererkennt, wird je gespeichert, und kein Bild landet im Log.",
  ],
  licence: "Freie Software unter der MIT-Lizenz.",
  source: "Quellcode",
  install: "Hinzufügen",
};
