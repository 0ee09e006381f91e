import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { ResultsText } from "./en.ts";

const { count } = createCounting("pt-BR");

export const ptBr: ResultsText = {
  again: (price) =>
    price === undefined
      ? "De novo"
      : `De novo (${count(price, { one: "crédito", other: "créditos" })})`,
  otherFace: "Outro rosto",
  remove: "Apagar",
  makePrivate: "Deixar privado",
  report: "Denunciar",
  privateCopy: "Editado com IA · agora só você vê isso. Salva se quiser guardar.",
  madePrivate: "Quem pediu essa troca deixou ela privada.",
  hidden: "A moderação escondeu essa troca.",

  whyReport:
    "O que tem de errado nessa troca? A moderação vai ver o motivo, mas não quem denunciou.",
  chooseReason: "Escolhe um motivo",
  thanks: "Valeu. Sua denúncia está com quem pode fazer alguma coisa.",
  noted:
    "Valeu. Sua denúncia foi anotada, mas aqui ninguém acompanha denúncias: avisa a moderação também.",
  reasons: {
    "not-agreed": "Sou eu, e eu não concordei",
    sexual: "É sexual",
    minor: "Mostra uma pessoa menor de idade",
    harassment: "É para machucar alguém",
    other: "Outra coisa",
  },

  card: {
    title: "Denúncia de uma troca",
    madeBy: (who, at, link) =>
      `Pedida por ${who}${at === undefined ? "" : ` ${time(at, "R")}`}: [a mensagem](${link})`,
    somebody: "alguém de quem eu não lembro mais",
    inputs: (gif, face) => `GIF: ${gif}; rosto: ${face}; marcado como editado com IA`,
    file: "um arquivo",
    saved: "um rosto salvo",
    avatar: (who) => `o avatar de ${who}`,
    link: (host) => (host === undefined ? "um link" : `um link para ${host}`),
    acts: {
      hide: (by, at) => `Escondida por ${by} ${time(at, "R")}`,
      freeze: (by, at) => `Créditos congelados por ${by} ${time(at, "R")}`,
      dismiss: (by, at) => `Descartada por ${by} ${time(at, "R")}`,
    },
    swap: (jobId) => `Troca \`${jobId}\``,
    hide: "Esconder",
    freeze: "Congelar usuário",
    dismiss: "Descartar",
    couldNotHide:
      "Não consigo tirar essa mensagem: não sou membro desse lugar. A moderação de lá pode apagar à mão; os botões dela não fazem mais nada.",
  },
  deletedByModerator: (by, owner) =>
    owner === undefined ? `${by} apagou uma troca.` : `${by} apagou uma troca de ${owner}.`,
};
