import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { QuoteText } from "./en.ts";

const { number, word, count, list } = createCounting("de");
const creditWord = { one: "Credit", other: "Credits" };
const faceWord = { one: "Gesicht", other: "Gesichter" };
const frameWord = { one: "Bild", other: "Bilder" };

const duration = (seconds: number) =>
  seconds < 90
    ? count(seconds, { one: "Sekunde", other: "Sekunden" })
    : count(Math.round(seconds / 60), { one: "Minute", other: "Minuten" });

export const de: QuoteText = {
  work: (faces, frames) => `${count(faces, faceWord)} × ${count(frames, frameWord)}`,
  workStill: (faces) => `${count(faces, faceWord)} in einem Bild`,
  costs: (price, left) =>
    `kostet **${number(price)}** von ${left === 1 ? "deinem" : "deinen"} ${count(left, creditWord)}`,
  tooDear: (left) => `Das ist mehr als die ${count(left, creditWord)}, die du hast.`,
  takes: (seconds) => `etwa ${duration(seconds)}`,
  ends: (at) => `Das Angebot endet ${time(at, "R")} und kostet nichts, bis du startest.`,
  mainFace: "Ersetzt wird das wichtigste Gesicht.",
  replaced: (faces) =>
    `Ersetzt: ${word(faces.length, faceWord)} ${list(faces.map((face) => number(face)))}`,
  pickOne: "Such mindestens ein Gesicht aus, das ersetzt wird.",
  start: "Start",
  change: "Gesichter ändern",
  cancel: "Abbrechen",
  replace: (face) => `Gesicht ${number(face)}: ersetzen`,
  keep: (face) => `Gesicht ${number(face)}: so lassen`,
  more: (page, of) => `Mehr Gesichter (${number(page)} von ${number(of)})`,
  altText: "Was du geschickt hast, mit einer Nummer an jedem Gesicht",
  altTextUnnumbered: "Was du geschickt hast",
};
