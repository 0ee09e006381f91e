import { quoted } from "../markdown.ts";
import type { PrivacyText } from "./en.ts";

export const de: PrivacyText = {
  description: "Was ich über dich behalte: sieh es, lösch es, oder sag „nicht mein Gesicht“",
  subcommands: {
    export: "Alles, was ich über dich behalte, als Dateien nur für dich",
    delete: "Lösch deine Gesichter und worum es in deinen Swaps ging",
    notMyFace: "Niemand sonst darf dein Bild oder Bilder in deinen Nachrichten nehmen",
  },
  options: {
    on: { name: "an", description: "True: niemand darf. False: man darf dich wieder fragen" },
  },
  exported: (names, hasOthers) =>
    names.length === 0
      ? hasOthers
        ? "Das ist alles, was ich über dich behalte."
        : "Das ist alles, was ich über dich behalte. Gesichter hast du keine gespeichert."
      : `Das ist alles, was ich über dich behalte, mit deinen Gesichtern in dieser Reihenfolge: ${names.map(quoted).join(", ")}.`,
  unopened: (names) =>
    `Die Bilder dieser Gesichter konnte ich nicht öffnen, deshalb fehlen sie: ${names.map(quoted).join(", ")}. Mit \`/faces delete\` kannst du sie löschen.`,
  sure: "Das löscht deine gespeicherten Gesichter, deine offenen Fragen und Formulare, Ergebnisse, die auf dich warten (ihre Credits kommen zurück), und worum es in deinen fertigen Swaps ging. Die Knöpfe unter deinen Ergebnissen gehen dann nicht mehr.\n\nNachrichten auf Discord löscht es nicht: Nimm vorher den Löschen-Knopf unter dem Ergebnis. Ich behalte dein Credit-Konto (wie viele, wann, keine Bilder) und was die Moderation entschieden hat, gegen Missbrauch, und „nicht mein Gesicht“, zu deinem Schutz.",
  deleteAll: "Alles löschen",
  keepAll: "Behalten",
  deleted:
    "Gelöscht: deine Gesichter, deine offenen Fragen und Formulare und worum es in deinen Swaps ging. Dein Credit-Konto, Entscheidungen der Moderation und „nicht mein Gesicht“ bleiben.",
  kept: "Nichts wurde gelöscht.",
  optedOut:
    "Ab jetzt kann niemand sonst dein Profilbild verwenden, und niemand kann über das Menü Gesichter in Bilder, GIFs und Videos deiner Nachrichten setzen. Dafür behalte ich kein Bild von dir, nur deine Nummer auf Discord. In Dateien, die andere hochladen, erkenne ich dich nicht; dafür gibt es den Melden-Knopf.",
  optedIn:
    "Andere dürfen dich wieder nach deinem Profilbild fragen und Gesichter in das setzen, was du postest.",
};
