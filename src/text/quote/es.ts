import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { QuoteText } from "./en.ts";

const { number, word, count, list } = createCounting("es");
const creditWord = { one: "crédito", other: "créditos" };
const faceWord = { one: "cara", other: "caras" };
const frameWord = { one: "fotograma", other: "fotogramas" };

const duration = (seconds: number) =>
  seconds < 90
    ? count(seconds, { one: "segundo", other: "segundos" })
    : count(Math.round(seconds / 60), { one: "minuto", other: "minutos" });

export const es: QuoteText = {
  work: (faces, frames) => `${count(faces, faceWord)} × ${count(frames, frameWord)}`,
  workStill: (faces) => `${count(faces, faceWord)} en una imagen`,
  costs: (price, left) =>
    `cuesta **${number(price)}** de ${left === 1 ? "tu" : "tus"} ${count(left, creditWord)}`,
  tooDear: (left) =>
    `Es más que ${left === 1 ? "el" : "los"} ${count(left, creditWord)} que tienes.`,
  takes: (seconds) => `alrededor de ${duration(seconds)}`,
  ends: (at) => `Esta oferta acaba ${time(at, "R")} y no cuesta nada hasta que empieces.`,
  mainFace: "Se cambia la cara principal.",
  replaced: (faces) =>
    `Se cambia: ${word(faces.length, faceWord)} ${list(faces.map((face) => number(face)))}`,
  pickOne: "Elige al menos una cara.",
  start: "Empezar",
  change: "Cambiar caras",
  cancel: "Cancelar",
  replace: (face) => `Cara ${number(face)}: cambiarla`,
  keep: (face) => `Cara ${number(face)}: dejarla como está`,
  more: (page, of) => `Más caras (${number(page)} de ${number(of)})`,
  altText: "Lo que enviaste, con un número en cada cara",
  altTextUnnumbered: "Lo que enviaste",
};
