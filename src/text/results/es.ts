import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { ResultsText } from "./en.ts";

const { count } = createCounting("es");

export const es: ResultsText = {
  again: (price) =>
    price === undefined
      ? "Otra vez"
      : `Otra vez (${count(price, { one: "crédito", other: "créditos" })})`,
  otherFace: "Otra cara",
  remove: "Borrar",
  makePrivate: "Hacer privado",
  report: "Denunciar",
  privateCopy: "Editado con IA · ahora solo lo ves tú. Guárdalo si quieres conservarlo.",
  madePrivate: "Quien pidió este cambio lo ha hecho privado.",
  hidden: "La moderación ha ocultado este cambio.",

  whyReport:
    "¿Qué tiene de malo este cambio? La moderación verá el motivo, pero no quién lo denuncia.",
  chooseReason: "Elige un motivo",
  thanks: "Gracias. Tu denuncia ya la tiene quien puede hacer algo.",
  noted:
    "Gracias. Tu denuncia queda anotada, pero aquí nadie está pendiente de ellas: avisa también a la moderación.",
  reasons: {
    "not-agreed": "Salgo yo y no di mi permiso",
    sexual: "Es sexual",
    minor: "Aparece un menor",
    harassment: "Es para hacer daño a alguien",
    other: "Otra cosa",
  },

  card: {
    title: "Denuncia de un cambio",
    madeBy: (who, at, link) =>
      `Lo pidió ${who}${at === undefined ? "" : ` ${time(at, "R")}`}: [el mensaje](${link})`,
    somebody: "alguien que ya no recuerdo",
    inputs: (gif, face) => `GIF: ${gif}; cara: ${face}; marcado como editado con IA`,
    file: "un archivo",
    saved: "una cara guardada",
    avatar: (who) => `el avatar de ${who}`,
    link: (host) => (host === undefined ? "un enlace" : `un enlace a ${host}`),
    acts: {
      hide: (by, at) => `${by} lo ocultó ${time(at, "R")}`,
      freeze: (by, at) => `${by} congeló sus créditos ${time(at, "R")}`,
      dismiss: (by, at) => `${by} descartó la denuncia ${time(at, "R")}`,
    },
    swap: (jobId) => `Cambio \`${jobId}\``,
    hide: "Ocultar",
    freeze: "Congelar usuario",
    dismiss: "Descartar",
    couldNotHide:
      "No puedo quitar ese mensaje porque no soy miembro de ese sitio. La moderación de allí puede borrarlo a mano; sus botones ya no hacen nada.",
  },
  deletedByModerator: (by, owner) =>
    owner === undefined ? `${by} borró un cambio.` : `${by} borró un cambio de ${owner}.`,
};
