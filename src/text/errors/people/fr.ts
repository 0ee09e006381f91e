import { quoted } from "../../markdown.ts";
import type { PeopleSentences } from "./people-sentences.ts";

export const people: PeopleSentences = {
  FACE_MISSING:
    "Donne-moi un visage : joins une photo avec `visage`, choisis-en un `enregistré` ou nomme un `membre`.",
  FACE_SOURCES: "Donne-moi un seul visage : une photo, un enregistré ou un membre.",
  FACE_NAME_INVALID: ({ limit }) =>
    limit === undefined
      ? "Ce nom ne convient pas. Choisis-en un autre."
      : `Un nom fait de 1 à ${limit} caractères. Choisis-en un autre.`,
  FACE_NAME_TAKEN: ({ name }) =>
    name === undefined
      ? "Tu as déjà un visage de ce nom. Supprime-le d'abord ou choisis un autre nom."
      : `Tu as déjà un visage nommé « ${quoted(`${name}`)} ». Supprime-le d'abord ou choisis un autre nom.`,
  TOO_MANY_SAVED_FACES: ({ limit }) =>
    limit === undefined
      ? "Tu ne peux pas garder plus de visages. Supprimes-en un d'abord avec `/faces delete`."
      : `Tu peux garder ${limit} visages. Supprimes-en un d'abord avec \`/faces delete\`.`,
  SAVED_FACE_UNKNOWN: "Tu n'as pas de visage comme ça. `/faces list` te montre les tiens.",
  SAVED_FACE_UNREADABLE: ({ name }) =>
    name === undefined
      ? "Je n'arrive plus à ouvrir ce visage. Supprime-le et enregistre-le à nouveau."
      : `Je n'arrive plus à ouvrir ton visage « ${quoted(`${name}`)} ». Supprime-le et enregistre-le à nouveau.`,
  MEMBER_IS_BOT: "C'est un bot, et un bot ne peut pas accepter. Choisis une personne.",
  MEMBER_WITHOUT_PICTURE: "Cette personne n'a pas de photo de profil. Prends une photo.",
  MEMBER_OPTED_OUT:
    "Cette personne ne veut pas que d'autres utilisent son image. Choisis un autre visage.",
  MEMBERS_FORBIDDEN: "Ce serveur n'autorise pas les photos de ses membres comme visages.",
  MEMBER_CANNOT_ANSWER:
    "Je dois d'abord lui demander, et ici je ne peux pas. Essaie dans un salon que vous voyez tous les deux.",
  ASKED_ALREADY: "J'attends encore la réponse à ta dernière question. Une à la fois.",
  REFUSED_LATELY: "Cette personne a dit non il y a peu, alors je ne lui redemande pas aujourd'hui.",
  QUESTION_OVER: "Cette question est terminée.",
  QUESTION_FOR_ANOTHER: "Cette question est pour quelqu'un d'autre, qui seul peut y répondre.",
  AUTHOR_OPTED_OUT:
    "L'auteur de ce message ne veut pas que d'autres modifient ses images. Choisis-en une autre.",
  NO_MEDIA_IN_MESSAGE:
    "Je ne vois ni GIF, ni vidéo, ni image dans ce message. Essaies-en un autre.",
  CONSENT_UNTICKED:
    "Coche « J'ai le droit d'utiliser ce visage », ou prends-en un que tu peux utiliser.",
  FORM_OVER: "Le formulaire est resté ouvert trop longtemps. Rouvre-le dans le menu du message.",
  FILE_MISSING: "Donne-moi un fichier : joins-le avec `fichier` ou colle un `lien`, pas les deux.",
  MARKS_UNREADABLE: "Je lis les marques des fichiers GIF et PNG, et celui-ci n'en est pas un.",
  BUTTON_OF_ANOTHER: "Ce bouton est à quelqu'un d'autre.",
};
