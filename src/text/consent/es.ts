import { shownLink, time } from "../markdown.ts";
import type { ConsentText } from "./en.ts";

export const es: ConsentText = {
  yes: "Sí, puede",
  no: "No",
  waiting: (memberId, endsAt) =>
    `He preguntado a <@${memberId}>. Hasta que diga que sí no pasa nada ni cuesta nada; la pregunta termina ${time(endsAt, "R")}.`,
  question: ({ memberId, askerId, targetUrl, endsAt }) => {
    const link = shownLink(targetUrl);
    const gif = link === undefined ? "un GIF" : `[este GIF](${link})`;
    return `<@${memberId}>, <@${askerId}> quiere poner la cara de tu foto de perfil en ${gif}. ¿Puede? Vale solo para este cambio. Sin respuesta ${time(endsAt, "R")}, es un no.`;
  },
  saidYes: (memberId) => `<@${memberId}> ha dicho que sí.`,
  saidNo: (memberId) => `<@${memberId}> ha dicho que no.`,
  questionOver: (memberId) => `<@${memberId}> no ha respondido a tiempo. Es un no.`,
  refused: (memberId) =>
    `<@${memberId}> ha dicho que no, así que no he hecho nada. No te ha costado nada.`,
  expired: (memberId) =>
    `<@${memberId}> no ha respondido a tiempo, así que no he hecho nada. No te ha costado nada.`,
  unaskable: (memberId) =>
    `No he podido preguntar a <@${memberId}> aquí, así que no he hecho nada. No te ha costado nada.`,
};
