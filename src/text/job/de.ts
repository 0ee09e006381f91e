import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { JobText } from "./en.ts";

const { number, count } = createCounting("de");
const credits = { one: "Credit", other: "Credits" };

export const de: JobText = {
  stages: {
    fetching: "Ich hole deine Dateien",
    uploading: "Ich übergebe sie an die Swap-Engine",
    "own-turn": "Ich warte, bis ein anderer Swap von dir fertig ist",
    queued: "Ich warte auf einen freien Platz",
    finding: "Ich suche Gesichter",
    drawing: "Ich zeichne das neue Gesicht",
    finishing: "Der letzte Schliff",
    fitting: "Ich mache es klein genug zum Posten",
  },
  framesDone: (done, of) => `${number(done)} von ${count(of, { one: "Bild", other: "Bildern" })}`,
  ahead: (ahead) => `${count(ahead, { one: "Swap", other: "Swaps" })} vor deinem`,
  expected: (at) => `sollte ${time(at, "R")} fertig sein`,
  willCost: (price, of) =>
    `Kostet ${number(price)} von ${of === 1 ? "deinem" : "deinen"} ${count(of, credits)}, sobald der Swap da ist`,
  stillWorking: (until) =>
    `Das dauert länger, als Discord mich warten lässt. Ist es bis ${time(until, "t")} nicht fertig, gebe ich auf, und es kostet dich nichts. Der Knopf zeigt dir, wie weit es ist, oder das Ergebnis.`,
  stillInLine: (until) =>
    `Dein Swap wartet noch auf einen freien Platz, länger, als Discord mich warten lässt. Ist bis ${time(until, "t")} keiner frei, gebe ich auf, und es kostet dich nichts. Der Knopf zeigt dir, wie weit es ist, oder das Ergebnis.`,
  showResult: "Ergebnis zeigen",
  aiEdited: "KI-bearbeitet",
  credits: (price) => count(price, credits),
  left: (left, resetsAt) => `noch ${number(left)} übrig, neue ${time(resetsAt, "R")}`,
  madeSmaller: (givenUp) => `Verkleinert, damit es hier passt: ${givenUp}`,
  givenUp: {
    "slight-changes": "winzige Änderungen stehen still",
    "fine-grain": "weniger feines Korn",
    "every-second-frame": "jedes zweite Bild weggelassen",
  },
  colours: (colours) => count(colours, { one: "Farbe", other: "Farben" }),
  pixels: (width, height) => `${width} × ${height} Pixel`,
  advice: (sentence) => `Für einen besseren Swap beim nächsten Mal: ${sentence}`,
  unmet: {
    faces:
      "Der Face-Swap-Dienst hinter mir kann Gesichter nicht unterscheiden, darum hat er das wichtigste genommen.",
    strength: "Der Face-Swap-Dienst hinter mir kennt keine Stärke, darum ist es seine übliche.",
  },
  late: "dein Swap ist fertig.",
  lateFailure: "aus deinem Swap wird diesmal nichts.",
  altText: (frames, faces) =>
    `Animiertes GIF aus ${count(frames, { one: "Bild", other: "Bildern" })}, in dem KI ${faces === 1 ? "ein Gesicht" : `${number(faces)} Gesichter`} ersetzt hat.`,
  altTextStill: (faces) =>
    `Bild, in dem KI ${faces === 1 ? "ein Gesicht" : `${number(faces)} Gesichter`} ersetzt hat.`,
};
