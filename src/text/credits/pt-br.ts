import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { CreditsText } from "./en.ts";

const { number, word, count } = createCounting("pt-BR");
const credits = { one: "crédito", other: "créditos" };
const bonusPart = (bonus: number | undefined) =>
  bonus === undefined ? "" : `, ${number(bonus)} deles pelo impulso neste servidor`;

export const ptBr: CreditsText = {
  description: "Quantos créditos você tem aqui, por quê, e quando chegam novos",
  left: (left, parts) =>
    `${word(left, { one: "Resta", other: "Restam" })} **${count(left, credits)}** — ${parts.join(", ")}.`,
  eachPeriod: (allowance) => `${number(allowance)} por período`,
  used: (used) => count(used, { one: "usado", other: "usados" }),
  held: (held) =>
    `${count(held, { one: "reservado", other: "reservados" })} por trocas em andamento`,
  extra: (extra) => count(extra, { one: "extra", other: "extras" }),
  from: {
    own: () => "Essa quantia foi definida só para esta conta.",
    role: (role, bonus) => `Essa quantia vem do cargo ${role}${bonusPart(bonus)}.`,
    server: (bonus) => `É a quantia de todo mundo neste servidor${bonusPart(bonus)}.`,
    bot: (bonus) => `É a quantia que este bot dá para todo mundo${bonusPart(bonus)}.`,
  },
  newOnes: (at) => `Novos ${time(at, "R")}.`,
  frozen: "A conta está **congelada**: nada de trocas novas.",
  prices: (frames, most) =>
    `Uma imagem custa 1; um GIF, 1 a cada ${count(frames, { one: "quadro", other: "quadros" })} e rosto, no máximo ${number(most)}. O que falha não custa nada.`,
  lately: "Ultimamente:",
  acts: {
    hold: "reservado para uma troca:",
    settle: "troca feita:",
    release: "devolvido:",
    refund: "devolvido:",
    grant: "dado de presente:",
    take: "retirado:",
    set: "quantia própria:",
    reset: "período reiniciado:",
    freeze: "congelada",
    unfreeze: "descongelada",
    carry: "relógio corrigido",
    open: "aberta",
  },
  byTheRules: "pelas regras",
  entry: (at, what, who, why) =>
    `${at} ${what}${who === undefined ? "" : ` por ${who}`}${why === "" ? "" : ` (${why})`}`,
  waiting: "Trocas prontas esperando por você:",
  waitingResult: (askedAt, keptUntil) =>
    `pedida ${time(askedAt, "R")}; se você não abrir, os créditos voltam ${time(keptUntil, "R")}`,
  showResult: (place) => `Ver resultado ${place}`,
  moreWaiting: (more) => `… e mais ${number(more)}, quando você abrir estas.`,
};
