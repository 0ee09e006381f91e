import type { VerifyText } from "./en.ts";

export const de: VerifyText = {
  description: "Was ein GIF oder PNG darüber sagt, ob KI es bearbeitet hat",
  options: {
    file: { name: "datei", description: "Ein GIF oder PNG" },
    link: { name: "link", description: "Ein Link dazu, statt einer Datei" },
  },
  byUs: "Diese Datei sagt, dass sie **mit KI bearbeitet** ist, und zwar von diesem Programm.",
  byOther:
    "Diese Datei sagt, dass sie **mit KI bearbeitet** oder gemacht ist, mit einem anderen Werkzeug.",
  otherMark: "Diese Datei sagt, woher sie kommt, und das ist keine KI.",
  none: "Diese Datei trägt **keine Marke**, dass KI sie bearbeitet hat.",
  source: (source) => `Ihre Marke: \`${source}\``,
  worth: "Eine Marke ist eine Aussage, kein Beweis: Jeder kann sie schreiben oder entfernen.",
  absence:
    "Das beweist nichts: Die meisten Werkzeuge schreiben keine Marke, und beim neuen Speichern geht sie verloren.",
};
