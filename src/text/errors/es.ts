import type { ErrorFacts } from "../../core/errors.ts";
import { kindName } from "../../core/kind-names.ts";
import type { KindNames } from "../../core/kind-names.ts";
import { quoted, time } from "../markdown.ts";
import type { ErrorSentences } from "./error-sentences.ts";
import { createFigures } from "./figures.ts";
import { people } from "./people/es.ts";
import { server } from "./server/es.ts";
import { safety } from "./safety/es.ts";

const { sizes, frames, seconds, dimensions, pixelsAcross, purse } = createFigures("es", {
  bracketed: (parts) => ` (${parts.join(", ")})`,
  atMost: (figure) => `máximo ${figure}`,
  atMostASide: (figure) => `máximo ${figure} por lado`,
  pixels: (figure) => `${figure} píxeles`,
  orMoreLookGood: (figure) => `con ${figure} o más queda bien`,
  seconds: (figure) => `${figure} segundos`,
  youHave: (figure) => `tienes ${figure}`,
  itHas: (figure) => `hay ${figure}`,
  thisCosts: (figure) => `esto cuesta ${figure}`,
});

const kinds: KindNames = {
  gif: "un GIF",
  png: "una imagen PNG",
  jpeg: "una imagen JPEG",
  webp: "una imagen WebP",
  avif: "una imagen AVIF",
  heic: "una foto HEIC",
  mp4: "un vídeo MP4",
  webm: "un vídeo WebM",
  html: "una página web",
};

export const es: ErrorSentences = {
  sentences: {
    ...people,
    ...server,
    ...safety,
    INPUT_MISSING:
      "Dame un solo GIF o una sola imagen: adjúntalo como `gif` o pega un `enlace`, pero no las dos cosas.",
    TARGET_NOT_GIF: ({ kind }) =>
      `Eso ${isNot("un GIF", kind)}. Usa un GIF o una imagen (PNG, JPEG, WebP, AVIF), o un enlace a uno de ellos.`,
    TARGET_NOT_IMAGE: ({ kind }) =>
      `Eso ${isNot("una imagen que pueda leer", kind)}. ${readable(kind)}`,
    TARGET_NOT_VIDEO: "Eso no es un vídeo que pueda leer. Usa MP4 o WebM.",
    TARGET_BROKEN: "Ese archivo está dañado o incompleto. Guárdalo otra vez o prueba con otro.",
    FACE_NOT_IMAGE: ({ kind }) =>
      `La cara ${isNot("una imagen que pueda leer", kind)}. ${readable(kind)}`,
    FACE_BROKEN:
      "La imagen de la cara está dañada o incompleta. Guárdala otra vez o prueba con otra.",
    MEDIA_TOO_LARGE: (facts) =>
      `${subject(facts)} pesa demasiado${sizes(facts)}. Prueba con algo más ligero.`,
    MEDIA_TOO_MANY_PIXELS: (facts) =>
      facts["pixels"] === undefined
        ? `${subject(facts)} es demasiado grande${dimensions(facts)}. Reduce su tamaño.`
        : `${subject(facts)} tiene demasiados píxeles. Reduce su tamaño o su duración.`,
    MEDIA_TOO_MANY_FRAMES: (facts) =>
      `Ese GIF tiene demasiados fotogramas${frames(facts)}. Recórtalo un poco.`,
    MEDIA_TOO_LONG: (facts) => `Ese GIF dura demasiado${seconds(facts)}. Recórtalo un poco.`,
    NO_FACE_IN_TARGET:
      "No encuentro ninguna cara en ese GIF o imagen. Prueba con algo en lo que se vea una cara grande y de frente.",
    NO_FACE_IN_PHOTO: ({ width, height, limit }) =>
      limit === undefined
        ? "No encuentro ninguna cara en esa foto. Prueba con una de frente en la que se vea la cara entera."
        : `La imagen de la cara es demasiado pequeña (${width} × ${height} píxeles, mínimo ${limit} por lado). Usa una más grande.`,
    FACE_NOT_LISTED: "Una de las caras elegidas no está ahí. Vuelve a elegir.",
    TARGET_FACE_TOO_DARK:
      "La cara de ese GIF o imagen está muy oscura y la nueva quedaría igual. Usa algo más claro.",
    PHOTO_FACE_TOO_SMALL: (facts) =>
      `La cara de esa foto es pequeña${pixelsAcross(facts)}. Usa una foto en la que se vea más grande.`,
    PHOTO_FACE_TURNED: "La cara de esa foto está girada. Usa una que mire directo a la cámara.",
    PHOTO_FACE_BLURRED: "La cara de esa foto está borrosa. Usa una foto más nítida.",
    PHOTO_FACE_COVERED:
      "Algo tapa la boca o la barbilla en esa foto. Usa una sin nada delante de la cara.",
    PHOTO_FACE_CUT_OFF:
      "La cara de esa foto está cortada. Usa una con la cara entera, de la frente a la barbilla.",
    PHOTO_TOO_DARK: "La cara de esa foto está muy oscura. Usa una con más luz.",
    PHOTO_BROWS_HIDDEN: "El pelo tapa las cejas en esa foto. Usa una con la cara despejada.",
    PHOTO_LIGHT_UNEVEN:
      "En esa foto hay luz desigual, o pelo, sobre la cara. Usa una con luz uniforme y la cara despejada.",
    PHOTO_EYES_CLOSED: "En esa foto los ojos están cerrados. Usa una con los ojos abiertos.",
    PHOTO_MOUTH_OPEN: "En esa foto la boca está abierta. Usa una con la boca cerrada.",
    PHOTO_SEVERAL_FACES:
      "En esa foto hay varias caras y elijo la más grande. Usa una con una sola cara para ir sobre seguro.",
    LINK_INVALID: "Ese enlace no lo puedo abrir. Debería empezar por `https://`.",
    LINK_PRIVATE: "Ese enlace lleva a una red privada y no puedo abrirlo. Adjunta el archivo.",
    LINK_DEAD: ({ role }) =>
      role === "face"
        ? "No he podido descargar la imagen de la cara. Adjúntala otra vez."
        : "Ese enlace no responde o el archivo ya no está. Adjunta el archivo.",
    LINK_NOT_MEDIA: ({ host }) =>
      `Ese enlace abre una página${host === undefined ? "" : ` de ${quoted(`${host}`)}`}, no un GIF. Abre allí el GIF y copia su dirección (clic derecho, «Copiar dirección de imagen») o adjunta el archivo.`,
    NO_CREDITS: (facts) =>
      `${whoIsShort(facts)} créditos suficientes para esto${purse(facts)}.${refill(facts)}`,
    SERVER_ONLY: "Eso solo funciona en un servidor que me haya añadido.",
    ACCOUNT_FROZEN: ({ purse: whose }) =>
      whose === "person"
        ? "Tus créditos están congelados. Pregunta a la moderación de este servidor o a quien lleva este bot."
        : "Los cambios de cara están en pausa aquí. Pregunta a quien lleva este bot.",
    TOO_MANY_RUNNING: ({ limit }) =>
      `Ya tienes ${limit ?? "varios"} cambios en marcha o en espera. Espera a que termine uno.`,
    RESULT_GONE: "Ese cambio ya no lo guardo. Vuelve a usar el comando.",
    RESULT_SHOWN_ALREADY: "Ese cambio ya lo mostré, o está en camino, en otro mensaje.",
    RESULT_OF_ANOTHER: "Ese cambio es de otra persona. Solo ella puede abrirlo.",
    RESULT_NOT_YOURS:
      "Solo puede borrar este cambio quien lo pidió o la moderación de este servidor.",
    RESULT_HIDDEN:
      "La moderación ha ocultado este cambio, así que ya no se puede hacer nada con él.",
    RESULT_PRIVATE_ALREADY: "Este cambio ya es privado: solo lo ves tú.",
    REPORTED_ALREADY: "Ya has denunciado este cambio. Gracias, lo están mirando.",
    REPORT_GONE: "Ya no queda nada que decidir sobre esta denuncia.",
    MODERATORS_ONLY:
      "Solo la moderación (Gestionar mensajes o Gestionar servidor) decide sobre las denuncias.",
    REPORT_NOT_TAKEN:
      "Ahora mismo no he podido pasar tu denuncia. Vuelve a probar en un minuto o avisa a la moderación.",
    BUTTON_OUTDATED: "Ese botón es de una versión anterior de mí. Vuelve a usar el comando.",
    QUOTE_ENDED: "La oferta para este cambio ha caducado. Vuelve a usar el comando.",
    CANCELLED: "El cambio se canceló.",
    CANCEL_TOO_LATE: "Ya no se puede cancelar: el cambio está hecho.",
    JOB_OVER: "Ese cambio ya terminó. Vuelve a usar el comando.",
    JOB_OF_ANOTHER: "Ese cambio es de otra persona. Solo ella puede decidir.",
    SWAP_API_REFUSED:
      "El servicio de cambio de caras no ha aceptado este trabajo. Prueba con otro GIF u otra foto.",
    STILLS_OFF:
      "El servicio de cambio de caras que hay detrás de mí cambia GIF y vídeos, pero no imágenes fijas. Dame un GIF.",
    SWAP_API_UNCLEAR:
      "He perdido la conexión con el servicio justo cuando recibía tu trabajo. Vuelve a probar.",
    SWAP_FAILED:
      "El cambio no ha funcionado con este GIF y esta foto. Prueba con otro GIF u otra foto.",
    RESULT_UNUSABLE: "El resultado ha llegado dañado, así que no lo he enviado. Vuelve a probar.",
    RESULT_TOO_LARGE: (facts) => {
      const tried =
        facts["from"] === undefined ? "" : ", y eso que lo he reducido todo lo que puedo";
      return `El GIF terminado pesa demasiado para publicarlo aquí${tried}${sizes(facts)}. Prueba con un GIF más corto o más pequeño.`;
    },
    DISCORD_UNREACHABLE: "Discord no me ha respondido. Vuelve a probar.",
    ATTACHING_FORBIDDEN:
      "No puedo adjuntar archivos en este canal. Usa otro canal o pide a la moderación que me permita «Adjuntar archivos».",
    REPLY_NOT_TAKEN: "Discord no ha aceptado mi respuesta. Vuelve a probar.",
    QUEUE_FULL: "Hay demasiada gente cambiando caras ahora mismo. Vuelve a probar en un minuto.",
    ENGINE_CRASHED: "El cambio ha fallado con este GIF. Prueba con otro GIF u otra foto.",
    SHUTTING_DOWN: "Me estoy reiniciando. Vuelve a probar en un minuto.",
    FEATURE_OFF: "El servicio de cambio de caras no ofrece eso aquí. Avisa a quien lleva este bot.",
    TASK_CANCELLED: "El cambio se ha cancelado.",
    NOT_FOUND: "Ya no conozco ese comando. Recarga Discord y vuelve a probar.",
    RATE_LIMITED: "Vas un poco rápido. Vuelve a probar en un minuto.",
    ourFault: "Algo se ha roto por mi lado. No es culpa tuya; vuelve a probar.",
    serviceBusy:
      "El servicio de cambio de caras está muy ocupado. Vuelve a probar en unos minutos.",
    serviceTrouble:
      "El servicio de cambio de caras tiene problemas. Vuelve a probar en unos minutos.",
    ownerMustAct:
      "Ahora mismo no puedo cambiar nada: el servicio de cambio de caras no me acepta. Avisa a quien lleva este bot.",
    maintenance: "El servicio de cambio de caras está en mantenimiento. Vuelve a probar más tarde.",
    tookTooLong: "El cambio tardaba demasiado y lo he parado. Prueba con un GIF más corto.",
  },
  serviceSaid: (detail) => `El servicio dice: «${detail}»`,
  reference: (reference) =>
    `Referencia \`${reference}\`: quien lleva este bot la encuentra en el registro.`,
  costNothing: "No te ha costado nada.",
};

/** "no es un GIF, sino una imagen PNG" */
function isNot(wanted: string, kind: unknown): string {
  const name = kindName(kind, kinds);
  return name === undefined ? `no es ${wanted}` : `no es ${wanted}, sino ${name}`;
}

function readable(kind: unknown): string {
  return kind === "heic"
    ? "Envíala en JPEG: basta con una captura de pantalla."
    : "Usa PNG, JPEG, WebP o AVIF.";
}

function subject({ role }: ErrorFacts): string {
  if (role === "target") return "Ese GIF";
  return role === "face" ? "La imagen de la cara" : "Ese archivo";
}

function whoIsShort({ purse: whose }: ErrorFacts): string {
  if (whose === "pool") return "El fondo común de este servidor no tiene";
  return whose === "owner" ? "Este bot en conjunto no tiene" : "No tienes";
}

function refill({ resetsAt, purse: whose }: ErrorFacts): string {
  if (typeof resetsAt !== "number") return " Vuelve a probar más tarde.";
  const who = whose === "pool" || whose === "owner" ? "Habrá nuevos" : "Recibes nuevos";
  return ` ${who} ${time(resetsAt, "R")}.`;
}
