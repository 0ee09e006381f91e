import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { CreditsText } from "./en.ts";

const { number, word, count } = createCounting("fr");
const credits = { one: "crédit", other: "crédits" };
const bonusPart = (bonus: number | undefined) =>
  bonus === undefined ? "" : `, dont ${number(bonus)} pour le boost de ce serveur`;

export const fr: CreditsText = {
  description: "Combien de crédits tu as ici, pourquoi, et quand il y en aura d'autres",
  left: (left, parts) => `Il reste **${count(left, credits)}** — ${parts.join(", ")}.`,
  eachPeriod: (allowance) => `${number(allowance)} par période`,
  used: (used) => count(used, { one: "utilisé", other: "utilisés" }),
  held: (held) => `${count(held, { one: "réservé", other: "réservés" })} par des échanges en cours`,
  extra: (extra) => `${number(extra)} en plus`,
  from: {
    own: () => "Ce montant a été fixé pour ce compte seulement.",
    role: (role, bonus) => `Ce montant vient du rôle ${role}${bonusPart(bonus)}.`,
    server: (bonus) => `C'est le montant de tout le monde sur ce serveur${bonusPart(bonus)}.`,
    bot: (bonus) => `C'est le montant que ce bot donne à tout le monde${bonusPart(bonus)}.`,
  },
  newOnes: (at) => `De nouveaux ${time(at, "R")}.`,
  frozen: "Le compte est **gelé** : pas de nouvel échange.",
  prices: (frames, most) =>
    `Une image coûte 1 ; un GIF, 1 par tranche de ${count(frames, { one: "image", other: "images" })} et par visage, ${number(most)} au plus. Ce qui échoue ne coûte rien.`,
  lately: "Dernièrement :",
  acts: {
    hold: "réservé pour un échange :",
    settle: "échange terminé :",
    release: "rendu :",
    refund: "rendu :",
    grant: "offert :",
    take: "retiré :",
    set: "montant propre :",
    reset: "période remise à zéro :",
    freeze: "gelé",
    unfreeze: "dégelé",
    carry: "horloge corrigée",
    open: "ouvert",
  },
  byTheRules: "selon les règles",
  entry: (at, what, who, why) =>
    `${at} ${what}${who === undefined ? "" : ` par ${who}`}${why === "" ? "" : ` (${why})`}`,
  waiting: "Échanges terminés qui t'attendent :",
  waitingResult: (askedAt, keptUntil) =>
    `demandé ${time(askedAt, "R")} ; si tu ne l'ouvres pas, les crédits reviennent ${time(keptUntil, "R")}`,
  showResult: (place) => `Voir le résultat ${place}`,
  moreWaiting: (more) =>
    `… et ${number(more)} ${word(more, { one: "autre", other: "autres" })}, quand tu auras ouvert ceux-ci.`,
};
