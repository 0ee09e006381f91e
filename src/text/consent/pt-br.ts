import { shownLink, time } from "../markdown.ts";
import type { ConsentText } from "./en.ts";

export const ptBr: ConsentText = {
  yes: "Sim, pode",
  no: "Não",
  waiting: (memberId, endsAt) =>
    `Perguntei para <@${memberId}>. Até vir um sim, nada acontece e nada custa; a pergunta termina ${time(endsAt, "R")}.`,
  question: ({ memberId, askerId, targetUrl, endsAt }) => {
    const link = shownLink(targetUrl);
    const gif = link === undefined ? "um GIF" : `[este GIF](${link})`;
    return `<@${memberId}>, <@${askerId}> quer colocar o rosto da sua foto de perfil em ${gif}. Pode? Vale só para esta troca. Sem resposta ${time(endsAt, "R")}, é um não.`;
  },
  saidYes: (memberId) => `<@${memberId}> disse sim.`,
  saidNo: (memberId) => `<@${memberId}> disse não.`,
  questionOver: (memberId) => `<@${memberId}> não respondeu a tempo. É um não.`,
  refused: (memberId) => `<@${memberId}> disse não, então não fiz nada. Isso não te custou nada.`,
  expired: (memberId) =>
    `<@${memberId}> não respondeu a tempo, então não fiz nada. Isso não te custou nada.`,
  unaskable: (memberId) =>
    `Não consegui perguntar para <@${memberId}> aqui, então não fiz nada. Isso não te custou nada.`,
};
