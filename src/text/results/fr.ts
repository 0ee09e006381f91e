import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { ResultsText } from "./en.ts";

const { count } = createCounting("fr");

export const fr: ResultsText = {
  again: (price) =>
    price === undefined
      ? "Encore"
      : `Encore (${count(price, { one: "crédit", other: "crédits" })})`,
  otherFace: "Autre visage",
  remove: "Supprimer",
  makePrivate: "Rendre privé",
  report: "Signaler",
  privateCopy:
    "Modifié par IA · tu es maintenant seul à le voir. Enregistre-le si tu veux le garder.",
  madePrivate: "La personne qui a demandé cet échange l'a rendu privé.",
  hidden: "La modération a masqué cet échange.",

  whyReport:
    "Qu'est-ce qui ne va pas avec cet échange ? La modération verra ta raison, mais pas qui tu es.",
  chooseReason: "Choisis une raison",
  thanks: "Merci. Ton signalement est chez ceux qui peuvent agir.",
  noted:
    "Merci. Ton signalement est noté, mais personne ne les surveille ici : préviens aussi la modération.",
  reasons: {
    "not-agreed": "C'est moi, et je n'étais pas d'accord",
    sexual: "C'est sexuel",
    minor: "On y voit une personne mineure",
    harassment: "C'est fait pour blesser quelqu'un",
    other: "Autre chose",
  },

  card: {
    title: "Signalement d'un échange",
    madeBy: (who, at, link) =>
      `Demandé par ${who}${at === undefined ? "" : ` ${time(at, "R")}`} : [le message](${link})`,
    somebody: "quelqu'un dont je ne me souviens plus",
    inputs: (gif, face) => `GIF : ${gif} ; visage : ${face} ; marqué comme modifié par IA`,
    file: "un fichier",
    saved: "un visage enregistré",
    avatar: (who) => `l'avatar de ${who}`,
    link: (host) => (host === undefined ? "un lien" : `un lien vers ${host}`),
    acts: {
      hide: (by, at) => `Masqué par ${by} ${time(at, "R")}`,
      freeze: (by, at) => `Crédits gelés par ${by} ${time(at, "R")}`,
      dismiss: (by, at) => `Classé sans suite par ${by} ${time(at, "R")}`,
    },
    swap: (jobId) => `Échange \`${jobId}\``,
    hide: "Masquer",
    freeze: "Geler l'utilisateur",
    dismiss: "Classer sans suite",
    couldNotHide:
      "Je ne peux pas retirer ce message : je ne suis pas membre de cet endroit. La modération là-bas peut le supprimer à la main ; ses boutons ne font plus rien.",
  },
  deletedByModerator: (by, owner) =>
    owner === undefined
      ? `${by} a supprimé un échange.`
      : `${by} a supprimé un échange de ${owner}.`,
};
