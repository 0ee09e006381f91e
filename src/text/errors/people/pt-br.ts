import { quoted } from "../../markdown.ts";
import type { PeopleSentences } from "./people-sentences.ts";

export const people: PeopleSentences = {
  FACE_MISSING:
    "Me dá um rosto: anexa uma foto em `rosto`, escolhe um `salvo` ou indica um `membro`.",
  FACE_SOURCES: "Me dá um rosto só: uma foto, um salvo ou um membro.",
  FACE_NAME_INVALID: ({ limit }) =>
    limit === undefined
      ? "Esse nome não dá. Escolhe outro."
      : `Um nome tem de 1 a ${limit} caracteres. Escolhe outro.`,
  FACE_NAME_TAKEN: ({ name }) =>
    name === undefined
      ? "Você já tem um rosto com esse nome. Apaga ele antes ou escolhe outro nome."
      : `Você já tem um rosto chamado “${quoted(`${name}`)}”. Apaga ele antes ou escolhe outro nome.`,
  TOO_MANY_SAVED_FACES: ({ limit }) =>
    limit === undefined
      ? "Você não pode guardar mais rostos. Apaga um antes com `/faces delete`."
      : `Você pode guardar ${limit} rostos. Apaga um antes com \`/faces delete\`.`,
  SAVED_FACE_UNKNOWN: "Você não tem um rosto salvo assim. `/faces list` mostra os seus.",
  SAVED_FACE_UNREADABLE: ({ name }) =>
    name === undefined
      ? "Não consigo mais abrir esse rosto. Apaga e salva de novo."
      : `Não consigo mais abrir o seu rosto “${quoted(`${name}`)}”. Apaga e salva de novo.`,
  MEMBER_IS_BOT: "Isso é um bot, e bots não podem concordar. Escolhe uma pessoa.",
  MEMBER_WITHOUT_PICTURE: "Essa pessoa não tem foto de perfil. Usa uma foto.",
  MEMBER_OPTED_OUT: "Essa pessoa não quer que outros usem a imagem dela. Escolhe outro rosto.",
  MEMBERS_FORBIDDEN: "Este servidor não permite usar a foto dos membros como rosto.",
  MEMBER_CANNOT_ANSWER:
    "Preciso perguntar antes, e aqui não consigo. Tenta num canal que vocês dois veem.",
  ASKED_ALREADY: "Ainda estou esperando a resposta da sua última pergunta. Uma de cada vez.",
  REFUSED_LATELY: "Essa pessoa disse não há pouco, então hoje não pergunto de novo.",
  QUESTION_OVER: "Essa pergunta já acabou.",
  QUESTION_FOR_ANOTHER: "Essa pergunta é para outra pessoa. Só ela pode responder.",
  AUTHOR_OPTED_OUT: "Quem postou isso não quer que outros mudem as suas imagens. Escolhe outra.",
  NO_MEDIA_IN_MESSAGE: "Não vejo GIF, vídeo nem imagem nessa mensagem. Tenta outra.",
  CONSENT_UNTICKED: "Marca “Posso usar este rosto”, ou escolhe um que você pode usar.",
  FORM_OVER: "O formulário ficou aberto tempo demais. Abre de novo no menu da mensagem.",
  FILE_MISSING: "Me dá um arquivo: anexa em `arquivo` ou cola um `link`, não os dois.",
  MARKS_UNREADABLE: "Leio marcas em arquivos GIF e PNG, e esse não é nenhum dos dois.",
  BUTTON_OF_ANOTHER: "Esse botão é de outra pessoa.",
};
