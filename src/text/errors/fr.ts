import type { ErrorFacts } from "../../core/errors.ts";
import { kindName } from "../../core/kind-names.ts";
import type { KindNames } from "../../core/kind-names.ts";
import { quoted, time } from "../markdown.ts";
import type { ErrorSentences } from "./error-sentences.ts";
import { createFigures } from "./figures.ts";
import { people } from "./people/fr.ts";
import { server } from "./server/fr.ts";
import { safety } from "./safety/fr.ts";

const { sizes, frames, seconds, dimensions, pixelsAcross, purse } = createFigures("fr", {
  bracketed: (parts) => ` (${parts.join(", ")})`,
  atMost: (figure) => `${figure} maximum`,
  atMostASide: (figure) => `${figure} maximum par côté`,
  pixels: (figure) => `${figure} pixels`,
  orMoreLookGood: (figure) => `à partir de ${figure}, c'est bien`,
  seconds: (figure) => `${figure} secondes`,
  youHave: (figure) => `tu en as ${figure}`,
  itHas: (figure) => `il en reste ${figure}`,
  thisCosts: (figure) => `ça en coûte ${figure}`,
});

const kinds: KindNames = {
  gif: "un GIF",
  png: "une image PNG",
  jpeg: "une image JPEG",
  webp: "une image WebP",
  avif: "une image AVIF",
  heic: "une photo HEIC",
  mp4: "une vidéo MP4",
  webm: "une vidéo WebM",
  html: "une page web",
};

export const fr: ErrorSentences = {
  sentences: {
    ...people,
    ...server,
    ...safety,
    INPUT_MISSING:
      "Donne-moi un seul GIF ou une seule image : joins-le comme `gif` ou colle un `lien`, mais pas les deux.",
    TARGET_NOT_GIF: ({ kind }) =>
      `${isNot("Ce n'est pas un GIF", kind)}. Prends un GIF ou une image (PNG, JPEG, WebP, AVIF), ou un lien vers l'un d'eux.`,
    TARGET_NOT_IMAGE: ({ kind }) =>
      `${isNot("Ce n'est pas une image que je sais lire", kind)}. ${readable(kind)}`,
    TARGET_NOT_VIDEO: "Ce n'est pas une vidéo que je sais lire. Prends du MP4 ou du WebM.",
    TARGET_BROKEN:
      "Ce fichier est abîmé ou incomplet. Enregistre-le à nouveau ou essaie avec un autre.",
    FACE_NOT_IMAGE: ({ kind }) =>
      `${isNot("Le visage n'est pas une image que je sais lire", kind)}. ${readable(kind)}`,
    FACE_BROKEN:
      "L'image du visage est abîmée ou incomplète. Enregistre-la à nouveau ou essaie avec une autre.",
    MEDIA_TOO_LARGE: (facts) =>
      `${subject(facts)} est trop lourd${ending(facts)}${sizes(facts)}. Essaie avec quelque chose de plus léger.`,
    MEDIA_TOO_MANY_PIXELS: (facts) =>
      facts["pixels"] === undefined
        ? `${subject(facts)} est trop grand${ending(facts)}${dimensions(facts)}. Réduis un peu la taille.`
        : `${subject(facts)} a trop de pixels. Réduis la taille ou raccourcis un peu.`,
    MEDIA_TOO_MANY_FRAMES: (facts) =>
      `Ce GIF a trop d'images${frames(facts)}. Raccourcis-le un peu.`,
    MEDIA_TOO_LONG: (facts) => `Ce GIF est trop long${seconds(facts)}. Raccourcis-le un peu.`,
    NO_FACE_IN_TARGET:
      "Je ne trouve aucun visage dans ce GIF ou cette image. Essaie avec un visage bien grand et tourné vers la caméra.",
    NO_FACE_IN_PHOTO: ({ width, height, limit }) =>
      limit === undefined
        ? "Je ne trouve aucun visage sur cette photo. Essaie avec une photo de face où on voit le visage en entier."
        : `L'image du visage est trop petite (${width} × ${height} pixels, ${limit} minimum par côté). Prends-en une plus grande.`,
    FACE_NOT_LISTED: "Un des visages choisis n'y est pas. Choisis à nouveau.",
    TARGET_FACE_TOO_DARK:
      "Le visage est trop sombre dans ce GIF ou cette image, et le nouveau le serait aussi. Prends quelque chose de plus clair.",
    PHOTO_FACE_TOO_SMALL: (facts) =>
      `Le visage sur cette photo est petit${pixelsAcross(facts)}. Prends une photo où on le voit mieux.`,
    PHOTO_FACE_TURNED:
      "Le visage sur cette photo est tourné. Prends-en une où il regarde droit vers l'objectif.",
    PHOTO_FACE_BLURRED: "Le visage sur cette photo est flou. Prends une photo plus nette.",
    PHOTO_FACE_COVERED:
      "Quelque chose cache la bouche ou le menton sur cette photo. Prends-en une sans rien devant le visage.",
    PHOTO_FACE_CUT_OFF:
      "Le visage sur cette photo est coupé. Prends-en une avec le visage en entier, du front au menton.",
    PHOTO_TOO_DARK:
      "Le visage sur cette photo est trop sombre. Prends-en une avec plus de lumière.",
    PHOTO_BROWS_HIDDEN:
      "Les cheveux cachent les sourcils sur cette photo. Prends-en une avec le visage dégagé.",
    PHOTO_LIGHT_UNEVEN:
      "Sur cette photo, une lumière inégale ou des cheveux couvrent le visage. Prends-en une avec une lumière uniforme et le visage dégagé.",
    PHOTO_EYES_CLOSED: "Les yeux sont fermés sur cette photo. Prends-en une avec les yeux ouverts.",
    PHOTO_MOUTH_OPEN: "La bouche est ouverte sur cette photo. Prends-en une avec la bouche fermée.",
    PHOTO_SEVERAL_FACES:
      "Il y a plusieurs visages sur cette photo et je prends le plus grand. Avec un seul, pas de surprise.",
    LINK_INVALID: "Je ne peux pas ouvrir ce lien. Il devrait commencer par `https://`.",
    LINK_PRIVATE:
      "Ce lien mène à un réseau privé, je n'ai pas le droit de l'ouvrir. Joins plutôt le fichier.",
    LINK_DEAD: ({ role }) =>
      role === "face"
        ? "Je n'ai pas pu récupérer l'image du visage. Joins-la à nouveau."
        : "Ce lien ne répond pas, ou le fichier n'y est plus. Joins plutôt le fichier.",
    LINK_NOT_MEDIA: ({ host }) =>
      `Ce lien ouvre une page${host === undefined ? "" : ` de ${quoted(`${host}`)}`}, pas un GIF. Ouvre le GIF là-bas et copie son adresse (clic droit, « Copier l'adresse de l'image »), ou joins le fichier.`,
    NO_CREDITS: (facts) =>
      `${whoIsShort(facts)} assez de crédits pour ça${purse(facts)}.${refill(facts)}`,
    SERVER_ONLY: "Ça ne marche que sur un serveur qui m'a ajouté.",
    ACCOUNT_FROZEN: ({ purse: whose }) =>
      whose === "person"
        ? "Tes crédits sont gelés. Demande à la modération de ce serveur ou à la personne qui gère ce bot."
        : "Les échanges sont en pause ici. Demande à la personne qui gère ce bot.",
    TOO_MANY_RUNNING: ({ limit }) =>
      `Tu as déjà ${limit ?? "plusieurs"} échanges en cours ou en attente. Attends que l'un d'eux soit fini.`,
    RESULT_GONE: "Je n'ai plus cet échange. Relance la commande.",
    RESULT_SHOWN_ALREADY: "Cet échange a déjà été montré, ou il arrive, dans un autre message.",
    RESULT_OF_ANOTHER:
      "Cet échange est à quelqu'un d'autre. Il n'y a que cette personne qui peut l'ouvrir.",
    RESULT_NOT_YOURS:
      "Cet échange ne peut être supprimé que par la personne qui l'a demandé ou par la modération de ce serveur.",
    RESULT_HIDDEN: "La modération a masqué cet échange, on ne peut plus rien en faire.",
    RESULT_PRIVATE_ALREADY: "Cet échange est déjà privé : tu es seul à le voir.",
    REPORTED_ALREADY: "Tu as déjà signalé cet échange. Merci, quelqu'un s'en occupe.",
    REPORT_GONE: "Il n'y a plus rien à décider pour ce signalement.",
    MODERATORS_ONLY:
      "Seule la modération (Gérer les messages ou Gérer le serveur) décide des signalements.",
    REPORT_NOT_TAKEN:
      "Je n'ai pas pu transmettre ton signalement. Réessaie dans une minute, ou préviens la modération.",
    BUTTON_OUTDATED: "Ce bouton vient d'une ancienne version de moi. Relance la commande.",
    QUOTE_ENDED: "L'offre pour cet échange est terminée. Relance la commande.",
    CANCELLED: "L'échange est annulé.",
    CANCEL_TOO_LATE: "Trop tard pour annuler : l'échange est déjà fait.",
    JOB_OVER: "Cet échange est déjà terminé. Relance la commande.",
    JOB_OF_ANOTHER:
      "C'est l'échange de quelqu'un d'autre. Il n'y a que cette personne qui peut décider.",
    SWAP_API_REFUSED:
      "Le service d'échange de visages n'a pas pris ce travail. Essaie avec un autre GIF ou une autre photo.",
    STILLS_OFF:
      "Le service d'échange de visages derrière moi change les GIF et les vidéos, mais pas les images fixes. Donne-moi un GIF.",
    SWAP_API_UNCLEAR:
      "J'ai perdu la connexion au service pendant qu'il prenait ton travail. Réessaie.",
    SWAP_FAILED:
      "L'échange n'a pas marché avec ce GIF et cette photo. Essaie avec un autre GIF ou une autre photo.",
    RESULT_UNUSABLE: "Le résultat est arrivé abîmé, je ne l'ai donc pas envoyé. Réessaie.",
    RESULT_TOO_LARGE: (facts) => {
      const tried = facts["from"] === undefined ? "" : ", même réduit autant que possible";
      return `Le GIF terminé est trop lourd pour être publié ici${tried}${sizes(facts)}. Essaie avec un GIF plus court ou plus petit.`;
    },
    DISCORD_UNREACHABLE: "Discord ne m'a pas répondu. Réessaie.",
    ATTACHING_FORBIDDEN:
      "Je n'ai pas le droit de joindre des fichiers dans ce salon. Va dans un autre salon, ou demande à la modération de m'autoriser « Joindre des fichiers ».",
    REPLY_NOT_TAKEN: "Discord n'a pas pris ma réponse. Réessaie.",
    QUEUE_FULL: "Trop de monde échange des visages en ce moment. Réessaie dans une minute.",
    ENGINE_CRASHED: "L'échange a planté sur ce GIF. Essaie avec un autre GIF ou une autre photo.",
    SHUTTING_DOWN: "Je redémarre. Réessaie dans une minute.",
    FEATURE_OFF:
      "Le service d'échange de visages ne propose pas ça ici. Préviens la personne qui gère ce bot.",
    TASK_CANCELLED: "L'échange a été annulé.",
    NOT_FOUND: "Je ne connais plus cette commande. Recharge Discord et réessaie.",
    RATE_LIMITED: "Doucement ! Réessaie dans une minute.",
    ourFault: "Quelque chose a cassé de mon côté. Tu n'y es pour rien ; réessaie.",
    serviceBusy: "Le service d'échange de visages est débordé. Réessaie dans quelques minutes.",
    serviceTrouble: "Le service d'échange de visages a des soucis. Réessaie dans quelques minutes.",
    ownerMustAct:
      "Je ne peux rien échanger pour l'instant : le service ne m'accepte pas. Préviens la personne qui gère ce bot.",
    maintenance: "Le service d'échange de visages est en maintenance. Réessaie plus tard.",
    tookTooLong: "L'échange prenait trop de temps, je l'ai arrêté. Essaie avec un GIF plus court.",
  },
  serviceSaid: (detail) => `Le service dit : « ${detail} »`,
  reference: (reference) =>
    `Référence \`${reference}\` : la personne qui gère ce bot la retrouve dans le journal.`,
  costNothing: "Ça ne t'a rien coûté.",
};

/** "Ce n'est pas un GIF, mais une image PNG" */
function isNot(sentence: string, kind: unknown): string {
  const name = kindName(kind, kinds);
  return name === undefined ? sentence : `${sentence}, mais ${name}`;
}

function readable(kind: unknown): string {
  return kind === "heic"
    ? "Envoie-la en JPEG : une capture d'écran suffit."
    : "Prends du PNG, JPEG, WebP ou AVIF.";
}

function subject({ role }: ErrorFacts): string {
  if (role === "target") return "Ce GIF";
  return role === "face" ? "L'image du visage" : "Ce fichier";
}

/** "L'image" is feminine. */
function ending({ role }: ErrorFacts): string {
  return role === "face" ? "e" : "";
}

function whoIsShort({ purse: whose }: ErrorFacts): string {
  if (whose === "pool") return "La cagnotte commune de ce serveur n'a pas";
  return whose === "owner" ? "Ce bot n'a pas, au total," : "Tu n'as pas";
}

function refill({ resetsAt, purse: whose }: ErrorFacts): string {
  if (typeof resetsAt !== "number") return " Réessaie plus tard.";
  const who =
    whose === "pool" || whose === "owner" ? "Il y en aura de nouveaux" : "Tu en reçois de nouveaux";
  return ` ${who} ${time(resetsAt, "R")}.`;
}
