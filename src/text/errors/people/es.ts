import { quoted } from "../../markdown.ts";
import type { PeopleSentences } from "./people-sentences.ts";

export const people: PeopleSentences = {
  FACE_MISSING:
    "Dame una cara: adjunta una foto en `cara`, elige una `guardada` o nombra a un `miembro`.",
  FACE_SOURCES: "Dame una sola cara: una foto, una guardada o un miembro.",
  FACE_NAME_INVALID: ({ limit }) =>
    limit === undefined
      ? "Ese nombre no vale. Elige otro."
      : `Un nombre tiene de 1 a ${limit} caracteres. Elige otro.`,
  FACE_NAME_TAKEN: ({ name }) =>
    name === undefined
      ? "Ya tienes una cara con ese nombre. Bórrala antes o elige otro nombre."
      : `Ya tienes una cara llamada «${quoted(`${name}`)}». Bórrala antes o elige otro nombre.`,
  TOO_MANY_SAVED_FACES: ({ limit }) =>
    limit === undefined
      ? "No puedes guardar más caras. Borra antes una con `/faces delete`."
      : `Puedes guardar ${limit} caras. Borra antes una con \`/faces delete\`.`,
  SAVED_FACE_UNKNOWN: "No tienes guardada ninguna cara así. `/faces list` te enseña las tuyas.",
  SAVED_FACE_UNREADABLE: ({ name }) =>
    name === undefined
      ? "Ya no puedo abrir esa cara. Bórrala y guárdala de nuevo."
      : `Ya no puedo abrir tu cara «${quoted(`${name}`)}». Bórrala y guárdala de nuevo.`,
  MEMBER_IS_BOT: "Es un bot, y los bots no pueden aceptar. Elige a una persona.",
  MEMBER_WITHOUT_PICTURE: "No tiene foto de perfil. Usa una foto.",
  MEMBER_OPTED_OUT: "Esa persona no quiere que otros usen su imagen. Elige otra cara.",
  MEMBERS_FORBIDDEN: "Este servidor no permite usar como caras las fotos de sus miembros.",
  MEMBER_CANNOT_ANSWER:
    "Tengo que preguntarle antes y aquí no puedo. Prueba en un canal que veáis los dos.",
  ASKED_ALREADY: "Sigo esperando respuesta a tu última pregunta. De una en una.",
  REFUSED_LATELY: "Hace poco dijo que no, así que hoy no se lo vuelvo a preguntar.",
  QUESTION_OVER: "Esa pregunta ya terminó.",
  QUESTION_FOR_ANOTHER: "Esa pregunta es para otra persona. Solo ella puede responder.",
  AUTHOR_OPTED_OUT: "Quien publicó eso no quiere que otros cambien sus imágenes. Elige otra.",
  NO_MEDIA_IN_MESSAGE: "No veo ningún GIF, vídeo ni imagen en ese mensaje. Prueba con otro.",
  CONSENT_UNTICKED: "Marca «Puedo usar esta cara», o elige una que sí puedas usar.",
  FORM_OVER:
    "El formulario estuvo abierto demasiado tiempo. Ábrelo otra vez en el menú del mensaje.",
  FILE_MISSING: "Dame un archivo: adjúntalo en `archivo` o pega un `enlace`, no las dos cosas.",
  MARKS_UNREADABLE: "Leo marcas en archivos GIF y PNG, y ese no es ninguno de los dos.",
  BUTTON_OF_ANOTHER: "Ese botón es de otra persona.",
};
