import type { AboutText } from "./en.ts";

export const ptBr: AboutText = {
  description: "Quem cuida de mim, o que faz as trocas e o que acontece com suas imagens",
  title: (version) => `Bot de troca de rostos ${version}`,
  runBy: (who) => `**Quem cuida:** ${who}`,
  runByNobodyNamed: "**Quem cuida:** alguém que não disse quem é",
  ownEngine:
    "**As trocas são feitas** aqui, pelo motor deste bot. Suas imagens não vão para mais ninguém.",
  hosted: (host) =>
    `**As trocas são feitas** por ${host}: seu GIF e sua foto vão para lá, e valem as regras de lá.`,
  marks:
    "**Marcado como editado com IA:** todo resultado diz isso embaixo da imagem e dentro do arquivo. `/verify` lê a marca.",
  privacy: "**Sua privacidade**",
  privacyLines: [
    "Seu GIF e sua foto servem para uma troca só e depois vão para o lixo.",
    "Um rosto só fica guardado se você salvar: criptografado, e apagado 90 dias depois do último uso.",
    "Nada que reconheça uma pessoa é guardado, e nenhuma imagem vai parar no log.",
  ],
  licence: "Software livre sob a licença MIT.",
  source: "Código-fonte",
  install: "Me adiciona",
};
