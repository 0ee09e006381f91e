import type { ErrorFacts } from "../../core/errors.ts";
import { kindName } from "../../core/kind-names.ts";
import type { KindNames } from "../../core/kind-names.ts";
import { quoted, time } from "../markdown.ts";
import type { ErrorSentences } from "./error-sentences.ts";
import { createFigures } from "./figures.ts";
import { people } from "./people/de.ts";
import { server } from "./server/de.ts";
import { safety } from "./safety/de.ts";

const { sizes, frames, seconds, dimensions, pixelsAcross, purse } = createFigures("de", {
  bracketed: (parts) => ` (${parts.join(", ")})`,
  atMost: (figure) => `höchstens ${figure}`,
  atMostASide: (figure) => `höchstens ${figure} pro Seite`,
  pixels: (figure) => `${figure} Pixel`,
  orMoreLookGood: (figure) => `ab ${figure} wird es gut`,
  seconds: (figure) => `${figure} Sekunden`,
  youHave: (figure) => `du hast ${figure}`,
  itHas: (figure) => `noch ${figure} da`,
  thisCosts: (figure) => `das hier kostet ${figure}`,
});

const kinds: KindNames = {
  gif: "ein GIF",
  png: "ein PNG-Bild",
  jpeg: "ein JPEG-Bild",
  webp: "ein WebP-Bild",
  avif: "ein AVIF-Bild",
  heic: "ein HEIC-Foto",
  mp4: "ein MP4-Video",
  webm: "ein WebM-Video",
  html: "eine Webseite",
};

export const de: ErrorSentences = {
  sentences: {
    ...people,
    ...server,
    ...safety,
    INPUT_MISSING:
      "Gib mir bitte genau ein GIF oder Bild: Häng es als `gif` an oder füg einen `link` ein, aber nicht beides.",
    TARGET_NOT_GIF: ({ kind }) =>
      `Das ist ${not("kein GIF", kind)}. Nimm bitte ein GIF oder ein Bild (PNG, JPEG, WebP, AVIF) oder einen Link dazu.`,
    TARGET_NOT_IMAGE: ({ kind }) =>
      `Das ist ${not("kein Bild, das ich lesen kann", kind)}. ${readable(kind)}`,
    TARGET_NOT_VIDEO: "Das ist kein Video, das ich lesen kann. Nimm bitte MP4 oder WebM.",
    TARGET_BROKEN:
      "Die Datei ist beschädigt oder abgeschnitten. Speicher sie bitte neu oder nimm eine andere.",
    FACE_NOT_IMAGE: ({ kind }) =>
      `Das Gesicht ist ${not("kein Bild, das ich lesen kann", kind)}. ${readable(kind)}`,
    FACE_BROKEN:
      "Das Bild mit dem Gesicht ist beschädigt oder abgeschnitten. Speicher es bitte neu oder nimm ein anderes.",
    MEDIA_TOO_LARGE: (facts) =>
      `${subject(facts)} ist zu groß${sizes(facts)}. Hast du das auch kleiner?`,
    MEDIA_TOO_MANY_PIXELS: (facts) =>
      facts["pixels"] === undefined
        ? `${subject(facts)} ist zu groß${dimensions(facts)}. Mach das Bild bitte kleiner.`
        : `${subject(facts)} hat zu viele Pixel. Mach das Bild bitte kleiner oder kürzer.`,
    MEDIA_TOO_MANY_FRAMES: (facts) =>
      `Das GIF hat zu viele Einzelbilder${frames(facts)}. Kürz es bitte.`,
    MEDIA_TOO_LONG: (facts) => `Das GIF läuft zu lange${seconds(facts)}. Kürz es bitte.`,
    NO_FACE_IN_TARGET:
      "In dem GIF oder Bild finde ich kein Gesicht. Probier eins, in dem ein Gesicht groß ist und in die Kamera schaut.",
    NO_FACE_IN_PHOTO: ({ width, height, limit }) =>
      limit === undefined
        ? "Auf dem Foto finde ich kein Gesicht. Probier eins von vorn, auf dem das ganze Gesicht zu sehen ist."
        : `Das Bild mit dem Gesicht ist zu klein (${width} × ${height} Pixel, mindestens ${limit} pro Seite). Nimm bitte ein größeres.`,
    FACE_NOT_LISTED: "Eins der ausgewählten Gesichter kommt darin nicht vor. Wähl bitte noch mal.",
    TARGET_FACE_TOO_DARK:
      "Das Gesicht in dem GIF oder Bild ist zu dunkel, und das neue wäre es auch. Nimm bitte ein helleres.",
    PHOTO_FACE_TOO_SMALL: (facts) =>
      `Das Gesicht auf dem Foto ist klein${pixelsAcross(facts)}. Nimm bitte eins, auf dem es größer ist.`,
    PHOTO_FACE_TURNED:
      "Das Gesicht auf dem Foto ist weggedreht. Nimm bitte eins, das direkt in die Kamera schaut.",
    PHOTO_FACE_BLURRED: "Das Gesicht auf dem Foto ist unscharf. Nimm bitte ein schärferes Foto.",
    PHOTO_FACE_COVERED:
      "Auf dem Foto sind Mund oder Kinn verdeckt. Nimm bitte eins, auf dem nichts vor dem Gesicht ist.",
    PHOTO_FACE_CUT_OFF:
      "Das Gesicht auf dem Foto ist abgeschnitten. Nimm bitte eins, auf dem es ganz zu sehen ist, von der Stirn bis zum Kinn.",
    PHOTO_TOO_DARK: "Das Gesicht auf dem Foto ist zu dunkel. Nimm bitte eins mit mehr Licht.",
    PHOTO_BROWS_HIDDEN:
      "Auf dem Foto verdecken Haare die Augenbrauen. Nimm bitte eins ohne Haare im Gesicht.",
    PHOTO_LIGHT_UNEVEN:
      "Ungleichmäßiges Licht oder Haare liegen auf dem Foto über dem Gesicht. Nimm bitte eins in gleichmäßigem Licht mit freiem Gesicht.",
    PHOTO_EYES_CLOSED: "Die Augen auf dem Foto sind zu. Nimm bitte eins mit offenen Augen.",
    PHOTO_MOUTH_OPEN: "Der Mund auf dem Foto ist offen. Nimm bitte eins mit geschlossenem Mund.",
    PHOTO_SEVERAL_FACES:
      "Auf dem Foto sind mehrere Gesichter, ich nehme das größte. Mit nur einem Gesicht gehst du sicher.",
    LINK_INVALID: "Diesen Link kann ich nicht öffnen. Er sollte mit `https://` anfangen.",
    LINK_PRIVATE:
      "Der Link führt in ein privates Netz, den darf ich nicht öffnen. Häng die Datei bitte an.",
    LINK_DEAD: ({ role }) =>
      role === "face"
        ? "Ich konnte das Bild mit dem Gesicht nicht laden. Häng es bitte noch mal an."
        : "Der Link antwortet nicht, oder die Datei dahinter ist weg. Häng die Datei bitte an.",
    LINK_NOT_MEDIA: ({ host }) =>
      `Der Link öffnet eine Seite${host === undefined ? "" : ` von ${quoted(`${host}`)}`}, kein GIF. Öffne dort das GIF und kopier seine Adresse (Rechtsklick, „Bildadresse kopieren“), oder häng die Datei an.`,
    NO_CREDITS: (facts) =>
      `${whoIsShort(facts)} dafür nicht genug Credits${purse(facts)}.${refill(facts)}`,
    SERVER_ONLY: "Das geht nur auf einem Server, der mich hinzugefügt hat.",
    ACCOUNT_FROZEN: ({ purse: whose }) =>
      whose === "person"
        ? "Deine Credits sind eingefroren. Frag die Moderation dieses Servers oder wer diesen Bot betreibt."
        : "Swaps sind hier gerade angehalten. Frag bitte, wer diesen Bot betreibt.",
    TOO_MANY_RUNNING: ({ limit }) =>
      `Bei dir laufen oder warten schon ${limit ?? "mehrere"} Swaps. Warte bitte, bis einer davon fertig ist.`,
    RESULT_GONE: "Diesen Swap habe ich nicht mehr. Starte den Befehl bitte noch mal.",
    RESULT_SHOWN_ALREADY:
      "Diesen Swap habe ich schon gezeigt, oder er ist unterwegs: in einer anderen Nachricht.",
    RESULT_OF_ANOTHER: "Das ist nicht dein Swap. Nur wer ihn gestartet hat, kann ihn öffnen.",
    RESULT_NOT_YOURS:
      "Löschen kann diesen Swap nur, wer ihn gestartet hat, oder die Moderation dieses Servers.",
    RESULT_HIDDEN: "Die Moderation hat diesen Swap ausgeblendet, deshalb geht damit nichts mehr.",
    RESULT_PRIVATE_ALREADY: "Dieser Swap ist schon privat: Nur du siehst ihn.",
    REPORTED_ALREADY: "Du hast diesen Swap schon gemeldet. Danke, es sieht sich jemand an.",
    REPORT_GONE: "Bei dieser Meldung gibt es nichts mehr zu entscheiden.",
    MODERATORS_ONLY:
      "Über Meldungen entscheidet nur die Moderation (Nachrichten verwalten oder Server verwalten).",
    REPORT_NOT_TAKEN:
      "Ich konnte deine Meldung gerade nicht weitergeben. Probier es in einer Minute wieder oder sag der Moderation Bescheid.",
    BUTTON_OUTDATED:
      "Der Knopf ist von einer älteren Version von mir. Starte den Befehl bitte noch mal.",
    QUOTE_ENDED: "Das Angebot für diesen Swap ist abgelaufen. Starte den Befehl bitte noch mal.",
    CANCELLED: "Der Swap wurde abgebrochen.",
    CANCEL_TOO_LATE: "Zu spät zum Abbrechen: Der Swap ist schon fertig.",
    JOB_OVER: "Dieser Swap ist schon vorbei. Starte den Befehl bitte noch mal.",
    JOB_OF_ANOTHER: "Das ist nicht dein Swap. Nur wer ihn gestartet hat, kann darüber entscheiden.",
    SWAP_API_REFUSED:
      "Der Face-Swap-Dienst hat den Auftrag nicht genommen. Probier ein anderes GIF oder Foto.",
    STILLS_OFF:
      "Der Face-Swap-Dienst hinter mir ändert GIFs und Videos, aber keine Standbilder. Gib mir bitte ein GIF.",
    SWAP_API_UNCLEAR:
      "Die Verbindung zum Face-Swap-Dienst ist abgerissen, als er deinen Auftrag annahm. Probier es bitte noch mal.",
    SWAP_FAILED:
      "Mit diesem GIF und Foto hat der Swap nicht geklappt. Probier ein anderes GIF oder Foto.",
    RESULT_UNUSABLE:
      "Der Swap kam kaputt zurück, darum habe ich ihn nicht geschickt. Probier es bitte noch mal.",
    RESULT_TOO_LARGE: (facts) => {
      const tried =
        facts["from"] === undefined ? "" : ", obwohl ich es so klein gemacht habe, wie ich kann";
      return `Das fertige GIF ist für diesen Ort zu groß${tried}${sizes(facts)}. Probier ein kürzeres oder kleineres GIF.`;
    },
    DISCORD_UNREACHABLE: "Discord hat mir nicht geantwortet. Probier es bitte noch mal.",
    ATTACHING_FORBIDDEN:
      "In diesem Kanal darf ich keine Dateien anhängen. Nimm einen anderen oder bitte die Moderation, mir „Dateien anhängen“ zu erlauben.",
    REPLY_NOT_TAKEN: "Discord hat meine Antwort nicht angenommen. Probier es bitte noch mal.",
    QUEUE_FULL: "Gerade tauschen zu viele Leute Gesichter. Probier es in einer Minute wieder.",
    ENGINE_CRASHED: "Der Swap ist an diesem GIF abgestürzt. Probier ein anderes GIF oder Foto.",
    SHUTTING_DOWN: "Ich starte gerade neu. Probier es in einer Minute wieder.",
    FEATURE_OFF:
      "Das bietet der Face-Swap-Dienst hier nicht an. Sag bitte Bescheid, wer diesen Bot betreibt.",
    TASK_CANCELLED: "Der Swap wurde abgebrochen.",
    NOT_FOUND: "Diesen Befehl kenne ich nicht mehr. Lade Discord neu und probier es noch mal.",
    RATE_LIMITED: "Das war etwas schnell. Probier es in einer Minute wieder.",
    ourFault:
      "Bei mir ist etwas kaputtgegangen. Du kannst nichts dafür, probier es bitte noch mal.",
    serviceBusy:
      "Der Face-Swap-Dienst hat gerade viel zu tun. Probier es in ein paar Minuten wieder.",
    serviceTrouble:
      "Der Face-Swap-Dienst hat gerade Probleme. Probier es in ein paar Minuten wieder.",
    ownerMustAct:
      "Ich kann gerade nichts tauschen: Der Face-Swap-Dienst lässt mich nicht rein. Sag bitte Bescheid, wer diesen Bot betreibt.",
    maintenance: "Der Face-Swap-Dienst wird gerade gewartet. Probier es später wieder.",
    tookTooLong:
      "Der Swap hat zu lange gedauert, darum habe ich ihn gestoppt. Probier ein kürzeres GIF.",
  },
  serviceSaid: (detail) => `Der Dienst sagt: „${detail}“`,
  reference: (reference) => `Kennung \`${reference}\`: Wer diesen Bot betreibt, findet sie im Log.`,
  costNothing: "Das hat dich nichts gekostet.",
};

/** "kein GIF, sondern ein PNG-Bild" */
function not(wanted: string, kind: unknown): string {
  const name = kindName(kind, kinds);
  return name === undefined ? wanted : `${wanted}, sondern ${name}`;
}

function readable(kind: unknown): string {
  return kind === "heic"
    ? "Schick es bitte als JPEG, ein Screenshot davon reicht."
    : "Nimm bitte PNG, JPEG, WebP oder AVIF.";
}

function subject({ role }: ErrorFacts): string {
  if (role === "target") return "Das GIF";
  return role === "face" ? "Das Bild mit dem Gesicht" : "Die Datei";
}

function whoIsShort({ purse: whose }: ErrorFacts): string {
  if (whose === "pool") return "Der gemeinsame Topf dieses Servers hat";
  return whose === "owner" ? "Dieser Bot hat insgesamt" : "Du hast";
}

function refill({ resetsAt, purse: whose }: ErrorFacts): string {
  if (typeof resetsAt !== "number") return " Probier es später wieder.";
  const who = whose === "pool" || whose === "owner" ? "Neue gibt es" : "Du bekommst neue";
  return ` ${who} ${time(resetsAt, "R")}.`;
}
