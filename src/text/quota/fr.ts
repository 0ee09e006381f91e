import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { QuotaText } from "./en.ts";

const { number, word, count } = createCounting("fr");
const credits = { one: "crédit", other: "crédits" };
const extra = { one: "crédit en plus", other: "crédits en plus" };

const has = (who: string | undefined) => (who === undefined ? "Tu as" : `${who} a`);
const value = (of: string | number | null, none: string) =>
  typeof of === "number" ? number(of) : (of ?? none);

export const fr: QuotaText = {
  description: "Gère les crédits des membres de ce serveur",
  subcommands: {
    show: "Ce qu'a un membre, quelle règle le donne, et quand il y a de nouveaux crédits",
    history: "Les dernières choses arrivées aux crédits d'un membre",
    grant: "Donne des crédits en plus, gardés jusqu'à ce qu'ils soient dépensés",
    take: "Retire des crédits, jamais plus qu'il n'en reste",
    set: "Fixe un montant propre à un membre ; il passe avant tous les rôles",
    reset: "Recommence la période d'un membre : rien n'est utilisé",
    freeze: "Empêche un membre de lancer des échanges ; ceux en cours continuent",
    unfreeze: "Laisse un membre relancer des échanges",
    roles: "Montre ou fixe ce que reçoivent les rôles : @everyone vaut pour tout le serveur",
    pool: "Montre ou fixe ce que tous ensemble peuvent dépenser dans une période",
    logChannel:
      "Publie signalements et actes de la modération dans un salon ; sans salon, ça s'arrête",
  },
  options: {
    member: { name: "membre", description: "Les crédits de qui" },
    reason: {
      name: "raison",
      description: "Pourquoi ; c'est noté dans l'historique et le salon de suivi",
    },
    role: { name: "rôle", description: "Quel rôle" },
    boosterBonus: {
      name: "bonus-boost",
      description: "En plus pour qui booste ce serveur ; 0 pour rien",
    },
    noLimit: { name: "sans-limite", description: "Enlève la limite" },
    channel: { name: "salon", description: "Où je peux écrire" },
    howMany: { name: "crédits", description: "Combien" },
    ownAllowance: {
      name: "crédits",
      description: "Par période ; laisse vide pour revenir aux règles",
    },
    roleAllowance: {
      name: "crédits",
      description: "Par période ; laisse vide pour retirer le montant du rôle",
    },
    poolSize: { name: "crédits", description: "Pour tous ensemble à chaque période" },
  },
  acts: {
    grant: (who, whom, given) => `${has(who)} donné ${count(given, extra)} à ${whom}`,
    take: (who, whom, taken) => `${has(who)} retiré ${count(taken, credits)} à ${whom}`,
    set: (who, whom, allowance) =>
      allowance === undefined
        ? `${has(who)} enlevé le montant propre de ${whom}`
        : `${has(who)} fixé ${count(allowance, credits)} pour ${whom}`,
    reset: (who, whom) => `${has(who)} recommencé la période de ${whom}`,
    freeze: (who, whom) => `${has(who)} gelé les crédits de ${whom}`,
    unfreeze: (who, whom) => `${has(who)} dégelé les crédits de ${whom}`,
  },
  creditsLeft: (act, before, after) =>
    `${act} : ${number(before)} → ${number(after)} ${word(after, { one: "crédit restant", other: "crédits restants" })}.`,
  reason: (why) => ` Raison : ${why}`,
  notPosted: "Je n'ai pas pu le publier dans le salon de suivi. Je peux le voir et y écrire ?",
  allowanceOfEveryone: "le montant de tout le monde",
  allowanceOfRole: (role) => `le montant du rôle ${role}`,
  bonusOfBoosters: "le bonus de boost",
  changed: (who, what, before, after) =>
    `${has(who)} changé ${what} : ${value(before, "rien")} → ${value(after, "rien")}.`,
  unchanged: (what, of) => `Rien n'a changé : c'était déjà ainsi (${what} : ${value(of, "rien")}).`,
  whichRole: "Dis quel `rôle` reçoit ces crédits ; @everyone est aussi un rôle.",
  rolesHeading: "Ce que les membres reçoivent par période, le meilleur de leurs rôles d'abord :",
  roleGets: (role, allowance) => `${role} : ${count(allowance, credits)}`,
  everyoneElse: (allowance) =>
    allowance === undefined
      ? "Les autres : ce que ce bot donne à tout le monde"
      : `Les autres : ${count(allowance, credits)}`,
  boostersGet: (bonus) => `Qui booste : ${number(bonus)} de plus`,
  moreRoles: (more) => `… et ${count(more, { one: "autre rôle", other: "autres rôles" })}.`,
  creditsOrNoLimit: "Donne soit un nombre de `crédits`, soit `sans-limite`, pas les deux.",
  noPool: "Ce serveur n'a pas de limite commune. Fixe-la avec `/quota pool crédits:`.",
  pool: (left, size, resetsAt) =>
    `Il reste **${number(left)}** sur ${count(size, credits)} dans la cagnotte. De nouveaux ${time(resetsAt, "R")}.`,
  poolChanged: (who, before, after) =>
    `${has(who)} changé la cagnotte de ce serveur : ${value(before, "sans limite")} → ${value(after, "sans limite")}.`,
  noLogChannel: "Plus rien n'est publié ; les signalements vont à la personne qui me gère.",
  logChannel: (channel) =>
    `Les signalements et ce que fait la modération sont maintenant publiés dans ${channel}.`,
  logChannelChosen: (who) =>
    `${who} a choisi ce salon pour les signalements et ce que fait la modération.`,
  noHistory: (whom) => `Il n'est encore rien arrivé aux crédits de ${whom}.`,
  historyHeading: (whom) => `Les crédits de ${whom}, le plus récent d'abord :`,
  olderEntries: (older) =>
    `… et ${number(older)} plus ${word(older, { one: "ancienne", other: "anciennes" })}`,
};
