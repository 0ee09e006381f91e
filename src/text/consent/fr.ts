import { shownLink, time } from "../markdown.ts";
import type { ConsentText } from "./en.ts";

export const fr: ConsentText = {
  yes: "Oui, vas-y",
  no: "Non",
  waiting: (memberId, endsAt) =>
    `J'ai demandé à <@${memberId}>. Tant que ce n'est pas oui, rien ne se passe et rien ne coûte ; la question se termine ${time(endsAt, "R")}.`,
  question: ({ memberId, askerId, targetUrl, endsAt }) => {
    const link = shownLink(targetUrl);
    const gif = link === undefined ? "un GIF" : `[ce GIF](${link})`;
    return `<@${memberId}>, <@${askerId}> veut mettre le visage de ta photo de profil dans ${gif}. Tu es d'accord ? Ça ne vaut que pour cette fois. Sans réponse ${time(endsAt, "R")}, c'est non.`;
  },
  saidYes: (memberId) => `<@${memberId}> a dit oui.`,
  saidNo: (memberId) => `<@${memberId}> a dit non.`,
  questionOver: (memberId) => `<@${memberId}> n'a pas répondu à temps. C'est non.`,
  refused: (memberId) => `<@${memberId}> a dit non, alors je n'ai rien fait. Ça ne t'a rien coûté.`,
  expired: (memberId) =>
    `<@${memberId}> n'a pas répondu à temps, alors je n'ai rien fait. Ça ne t'a rien coûté.`,
  unaskable: (memberId) =>
    `Je n'ai pas pu demander à <@${memberId}> ici, alors je n'ai rien fait. Ça ne t'a rien coûté.`,
};
