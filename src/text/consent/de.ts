import { shownLink, time } from "../markdown.ts";
import type { ConsentText } from "./en.ts";

export const de: ConsentText = {
  yes: "Ja, gern",
  no: "Nein",
  waiting: (memberId, endsAt) =>
    `Ich habe <@${memberId}> gefragt. Bis zum Ja passiert nichts, und nichts kostet etwas; die Frage endet ${time(endsAt, "R")}.`,
  question: ({ memberId, askerId, targetUrl, endsAt }) => {
    const link = shownLink(targetUrl);
    const gif = link === undefined ? "ein GIF" : `[dieses GIF](${link})`;
    return `<@${memberId}>, <@${askerId}> möchte das Gesicht aus deinem Profilbild in ${gif} setzen. Ist das okay? Es gilt nur für diesen einen Swap. Ohne Antwort ${time(endsAt, "R")} ist es ein Nein.`;
  },
  saidYes: (memberId) => `<@${memberId}> hat Ja gesagt.`,
  saidNo: (memberId) => `<@${memberId}> hat Nein gesagt.`,
  questionOver: (memberId) => `<@${memberId}> hat nicht rechtzeitig geantwortet. Das ist ein Nein.`,
  refused: (memberId) =>
    `<@${memberId}> hat Nein gesagt, darum habe ich nichts gemacht. Das hat dich nichts gekostet.`,
  expired: (memberId) =>
    `<@${memberId}> hat nicht rechtzeitig geantwortet, darum habe ich nichts gemacht. Das hat dich nichts gekostet.`,
  unaskable: (memberId) =>
    `Ich konnte <@${memberId}> hier nicht fragen, darum habe ich nichts gemacht. Das hat dich nichts gekostet.`,
};
