import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { QuoteText } from "./en.ts";

const { number, word, count, list } = createCounting("pt-BR");
const creditWord = { one: "crédito", other: "créditos" };
const faceWord = { one: "rosto", other: "rostos" };
const frameWord = { one: "quadro", other: "quadros" };

const duration = (seconds: number) =>
  seconds < 90
    ? count(seconds, { one: "segundo", other: "segundos" })
    : count(Math.round(seconds / 60), { one: "minuto", other: "minutos" });

export const ptBr: QuoteText = {
  work: (faces, frames) => `${count(faces, faceWord)} × ${count(frames, frameWord)}`,
  workStill: (faces) => `${count(faces, faceWord)} em uma imagem`,
  costs: (price, left) =>
    `custa **${number(price)}** ${left === 1 ? "do seu" : "dos seus"} ${count(left, creditWord)}`,
  tooDear: (left) =>
    `É mais do que ${left === 1 ? "o" : "os"} ${count(left, creditWord)} que você tem.`,
  takes: (seconds) => `cerca de ${duration(seconds)}`,
  ends: (at) => `Essa oferta acaba ${time(at, "R")} e não custa nada até você começar.`,
  mainFace: "O rosto principal é trocado.",
  replaced: (faces) =>
    `Troca: ${word(faces.length, faceWord)} ${list(faces.map((face) => number(face)))}`,
  pickOne: "Escolha pelo menos um rosto para trocar.",
  start: "Começar",
  change: "Mudar rostos",
  cancel: "Cancelar",
  replace: (face) => `Rosto ${number(face)}: trocar`,
  keep: (face) => `Rosto ${number(face)}: deixar como está`,
  more: (page, of) => `Mais rostos (${number(page)} de ${number(of)})`,
  altText: "O que você mandou, com um número em cada rosto",
  altTextUnnumbered: "O que você mandou",
};
