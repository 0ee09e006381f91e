import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { CreditsText } from "./en.ts";

const { number, word, count } = createCounting("es");
const credits = { one: "crédito", other: "créditos" };
const bonusPart = (bonus: number | undefined) =>
  bonus === undefined ? "" : `, ${number(bonus)} de ellos por mejorar este servidor`;

export const es: CreditsText = {
  description: "Cuántos créditos tienes aquí, por qué y cuándo llegan nuevos",
  left: (left, parts) =>
    `${word(left, { one: "Queda", other: "Quedan" })} **${count(left, credits)}** — ${parts.join(", ")}.`,
  eachPeriod: (allowance) => `${number(allowance)} por periodo`,
  used: (used) => count(used, { one: "usado", other: "usados" }),
  held: (held) => `${count(held, { one: "reservado", other: "reservados" })} por cambios en marcha`,
  extra: (extra) => `${number(extra)} extra`,
  from: {
    own: () => "Esa cantidad se fijó solo para esta cuenta.",
    role: (role, bonus) => `Esa cantidad viene del rol ${role}${bonusPart(bonus)}.`,
    server: (bonus) => `Es la cantidad que recibe todo el servidor${bonusPart(bonus)}.`,
    bot: (bonus) => `Es la cantidad que este bot da a todo el mundo${bonusPart(bonus)}.`,
  },
  newOnes: (at) => `Nuevos ${time(at, "R")}.`,
  frozen: "La cuenta está **congelada**: no hay cambios nuevos.",
  prices: (frames, most) =>
    `Una imagen cuesta 1; un GIF, 1 por cada ${count(frames, { one: "fotograma", other: "fotogramas" })} y cara, como mucho ${number(most)}. Lo que falla no cuesta nada.`,
  lately: "Últimamente:",
  acts: {
    hold: "reservado para un cambio:",
    settle: "cambio hecho:",
    release: "devuelto:",
    refund: "devuelto:",
    grant: "regalado:",
    take: "retirado:",
    set: "cantidad propia:",
    reset: "periodo reiniciado:",
    freeze: "congelada",
    unfreeze: "descongelada",
    carry: "reloj corregido",
    open: "abierta",
  },
  byTheRules: "según las reglas",
  entry: (at, what, who, why) =>
    `${at} ${what}${who === undefined ? "" : ` por ${who}`}${why === "" ? "" : ` (${why})`}`,
  waiting: "Cambios terminados que te esperan:",
  waitingResult: (askedAt, keptUntil) =>
    `pedido ${time(askedAt, "R")}; si no lo abres, los créditos vuelven ${time(keptUntil, "R")}`,
  showResult: (place) => `Ver resultado ${place}`,
  moreWaiting: (more) => `… y ${number(more)} más, cuando hayas abierto estos.`,
};
