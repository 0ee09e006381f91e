import { quoted } from "../markdown.ts";
import type { PrivacyText } from "./en.ts";

export const ptBr: PrivacyText = {
  description: "O que guardo sobre você: veja, apague, ou diga “meu rosto não”",
  subcommands: {
    export: "Tudo o que guardo sobre você, em arquivos só para você",
    delete: "Apaga os seus rostos e do que se tratavam as suas trocas",
    notMyFace: "Ninguém mais pode usar a sua foto nem as imagens das suas mensagens",
  },
  options: {
    on: { name: "ativo", description: "True: ninguém pode. False: podem te perguntar de novo" },
  },
  exported: (names, hasOthers) =>
    names.length === 0
      ? hasOthers
        ? "Isso é tudo o que guardo sobre você."
        : "Isso é tudo o que guardo sobre você. Você não guarda rostos."
      : `Isso é tudo o que guardo sobre você, com os seus rostos nesta ordem: ${names.map(quoted).join(", ")}.`,
  unopened: (names) =>
    `Não consegui abrir as imagens destes rostos, então elas faltam: ${names.map(quoted).join(", ")}. Você pode apagar com \`/faces delete\`.`,
  sure: "Isso apaga os seus rostos salvos, as suas perguntas e formulários abertos, os resultados que esperam por você (os créditos voltam) e do que se tratavam as suas trocas prontas, então os botões dos seus resultados param de funcionar.\n\nNão apaga mensagens do Discord: usa antes o botão de apagar do resultado. Guardo a sua conta de créditos (quantos, quando, sem imagens) e o que a moderação decidiu, contra abusos, e “meu rosto não”, para te proteger.",
  deleteAll: "Apagar tudo",
  keepAll: "Manter",
  deleted:
    "Apagado: os seus rostos, as suas perguntas e formulários abertos, e do que se tratavam as suas trocas. Ficam a sua conta de créditos, as decisões da moderação e “meu rosto não”.",
  kept: "Nada foi apagado.",
  optedOut:
    "A partir de agora ninguém mais pode usar a sua foto de perfil, nem colocar rostos pelo menu em imagens, GIFs e vídeos das suas mensagens. Para isso não guardo nenhuma imagem sua, só o seu número no Discord. Não te reconheço em arquivos que outros enviam; para isso existe o botão de denunciar.",
  optedIn: "Outros podem te pedir a foto de perfil de novo e colocar rostos no que você posta.",
};
