import { quoted } from "../../markdown.ts";
import type { PeopleSentences } from "./people-sentences.ts";

export const people: PeopleSentences = {
  FACE_MISSING:
    "Gib mir ein Gesicht: Häng ein Foto als `gesicht` an, nimm eins, das du `gespeichert` hast, oder nenn ein `mitglied`.",
  FACE_SOURCES:
    "Gib mir nur ein Gesicht: ein Foto, ein gespeichertes oder jemanden vom Server, nicht mehreres.",
  FACE_NAME_INVALID: ({ limit }) =>
    limit === undefined
      ? "Dieser Name geht nicht. Nimm bitte einen anderen."
      : `Ein Name hat 1 bis ${limit} Zeichen. Nimm bitte einen anderen.`,
  FACE_NAME_TAKEN: ({ name }) =>
    name === undefined
      ? "Du hast schon ein Gesicht mit diesem Namen. Lösch es zuerst oder nimm einen anderen Namen."
      : `Du hast schon ein Gesicht namens „${quoted(`${name}`)}“. Lösch es zuerst oder nimm einen anderen Namen.`,
  TOO_MANY_SAVED_FACES: ({ limit }) =>
    limit === undefined
      ? "Mehr Gesichter kannst du nicht behalten. Lösch zuerst eins mit `/faces delete`."
      : `Du kannst ${limit} Gesichter behalten. Lösch zuerst eins mit \`/faces delete\`.`,
  SAVED_FACE_UNKNOWN: "So ein Gesicht hast du nicht gespeichert. `/faces list` zeigt deine.",
  SAVED_FACE_UNREADABLE: ({ name }) =>
    name === undefined
      ? "Dieses Gesicht kann ich nicht mehr öffnen. Lösch es und speicher es neu."
      : `Dein Gesicht „${quoted(`${name}`)}“ kann ich nicht mehr öffnen. Lösch es und speicher es neu.`,
  MEMBER_IS_BOT: "Das ist ein Bot, und Bots können nicht zustimmen. Nimm einen Menschen.",
  MEMBER_WITHOUT_PICTURE: "Da gibt es kein Profilbild. Nimm stattdessen ein Foto.",
  MEMBER_OPTED_OUT:
    "Diese Person möchte nicht, dass andere ihr Bild verwenden. Nimm ein anderes Gesicht.",
  MEMBERS_FORBIDDEN: "Auf diesem Server dürfen Profilbilder nicht als Gesicht dienen.",
  MEMBER_CANNOT_ANSWER:
    "Ich muss zuerst fragen und erreiche diese Person hier nicht. Probier es in einem Kanal, den ihr beide seht.",
  ASKED_ALREADY: "Auf deine letzte Frage warte ich noch. Bitte eine nach der anderen.",
  REFUSED_LATELY: "Da kam vor Kurzem ein Nein, darum frage ich heute nicht noch mal.",
  QUESTION_OVER: "Diese Frage ist vorbei.",
  QUESTION_FOR_ANOTHER: "Diese Frage ist für jemand anderen. Nur diese Person kann antworten.",
  AUTHOR_OPTED_OUT:
    "Wer das gepostet hat, möchte nicht, dass andere die Bilder verändern. Nimm ein anderes.",
  NO_MEDIA_IN_MESSAGE:
    "In dieser Nachricht sehe ich kein GIF, Video oder Bild. Probier eine andere.",
  CONSENT_UNTICKED:
    "Setz bitte das Häkchen bei „Ich darf dieses Gesicht verwenden“ oder nimm eins, das du verwenden darfst.",
  FORM_OVER: "Das Formular war zu lange offen. Öffne es im Menü der Nachricht noch mal.",
  FILE_MISSING: "Gib mir eine Datei: entweder als `datei` angehängt oder als `link`, nicht beides.",
  MARKS_UNREADABLE: "Marken lese ich in GIF- und PNG-Dateien, und das ist keins von beiden.",
  BUTTON_OF_ANOTHER: "Dieser Knopf gehört jemand anderem.",
};
