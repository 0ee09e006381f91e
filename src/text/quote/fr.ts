import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { QuoteText } from "./en.ts";

const { number, word, count, list } = createCounting("fr");
const creditWord = { one: "crédit", other: "crédits" };
const faceWord = { one: "visage", other: "visages" };
const frameWord = { one: "image", other: "images" };

const duration = (seconds: number) =>
  seconds < 90
    ? count(seconds, { one: "seconde", other: "secondes" })
    : count(Math.round(seconds / 60), { one: "minute", other: "minutes" });

export const fr: QuoteText = {
  work: (faces, frames) => `${count(faces, faceWord)} × ${count(frames, frameWord)}`,
  workStill: (faces) => `${count(faces, faceWord)} dans une image`,
  costs: (price, left) =>
    `coûte **${number(price)}** sur ${left === 1 ? "ton" : "tes"} ${count(left, creditWord)}`,
  tooDear: (left) =>
    `C'est plus que ${left === 1 ? "le" : "les"} ${count(left, creditWord)} que tu as.`,
  takes: (seconds) => `environ ${duration(seconds)}`,
  ends: (at) =>
    `Cette offre se termine ${time(at, "R")} et ne coûte rien tant que tu ne lances pas.`,
  mainFace: "Le visage principal est remplacé.",
  replaced: (faces) =>
    `À remplacer : ${word(faces.length, faceWord)} ${list(faces.map((face) => number(face)))}`,
  pickOne: "Choisis au moins un visage à remplacer.",
  start: "Lancer",
  change: "Changer les visages",
  cancel: "Annuler",
  replace: (face) => `Visage ${number(face)} : le remplacer`,
  keep: (face) => `Visage ${number(face)} : le garder`,
  more: (page, of) => `D'autres visages (${number(page)} sur ${number(of)})`,
  altText: "Ce que tu as envoyé, avec un numéro à chaque visage",
  altTextUnnumbered: "Ce que tu as envoyé",
};
