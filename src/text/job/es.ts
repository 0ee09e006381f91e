import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { JobText } from "./en.ts";

const { number, word, count } = createCounting("es");
const credits = { one: "crédito", other: "créditos" };

export const es: JobText = {
  stages: {
    fetching: "Descargo tus archivos",
    uploading: "Se los paso al motor",
    "own-turn": "Espero a que termine otro de tus cambios",
    queued: "Espero a que haya sitio",
    finding: "Busco caras",
    drawing: "Dibujo la cara nueva",
    finishing: "Últimos retoques",
    fitting: "Lo reduzco para poder publicarlo",
  },
  framesDone: (done, of) =>
    `${number(done)} de ${count(of, { one: "fotograma", other: "fotogramas" })}`,
  ahead: (ahead) => `${count(ahead, { one: "cambio", other: "cambios" })} antes del tuyo`,
  expected: (at) => `debería estar ${time(at, "R")}`,
  willCost: (price, of) =>
    `Cuesta ${number(price)} de ${of === 1 ? "tu" : "tus"} ${count(of, credits)}, cuando el cambio esté aquí`,
  stillWorking: (until) =>
    `Esto tarda más de lo que Discord me deja esperar. Si a las ${time(until, "t")} no está listo, lo dejo y no te cuesta nada. Pulsa el botón para ver cómo va o el resultado.`,
  stillInLine: (until) =>
    `Tu cambio de cara sigue esperando un sitio libre, más de lo que Discord me deja esperar. Si a las ${time(until, "t")} no hay ninguno, lo dejo y no te cuesta nada. Pulsa el botón para ver cómo va o el resultado.`,
  showResult: "Ver resultado",
  aiEdited: "Editado con IA",
  credits: (price) => count(price, credits),
  left: (left, resetsAt) =>
    `${word(left, { one: "queda", other: "quedan" })} ${number(left)}, nuevos ${time(resetsAt, "R")}`,
  madeSmaller: (givenUp) => `Reducido para que quepa aquí: ${givenUp}`,
  givenUp: {
    "slight-changes": "los cambios mínimos quedan quietos",
    "fine-grain": "menos grano fino",
    "every-second-frame": "sin uno de cada dos fotogramas",
  },
  colours: (colours) => count(colours, { one: "color", other: "colores" }),
  pixels: (width, height) => `${width} × ${height} píxeles`,
  advice: (sentence) => `Para que la próxima salga mejor: ${sentence}`,
  unmet: {
    faces: "El servicio que hay detrás de mí no distingue caras, así que cogió la principal.",
    strength: "El servicio que hay detrás de mí no tiene intensidad, así que es la de siempre.",
  },
  late: "tu cambio de cara está listo.",
  lateFailure: "esta vez no habrá cambio de cara.",
  altText: (frames, faces) =>
    `GIF animado de ${count(frames, { one: "fotograma", other: "fotogramas" })} en el que la IA ha cambiado ${faces === 1 ? "una cara" : `${number(faces)} caras`}.`,
  altTextStill: (faces) =>
    `Imagen en la que la IA ha cambiado ${faces === 1 ? "una cara" : `${number(faces)} caras`}.`,
};
