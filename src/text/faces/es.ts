import { createCounting } from "../counting.ts";
import { quoted, time } from "../markdown.ts";
import type { FacesText } from "./en.ts";

const { count } = createCounting("es");

export const es: FacesText = {
  description: "Caras que guardas para otra vez; solo tú puedes usarlas",
  subcommands: {
    save: "Guarda una cara, cifrada, solo para ti",
    list: "Las caras que guardas",
    default: "Qué cara se usa cuando no indicas ninguna",
    delete: "Borra una cara que guardas",
  },
  options: {
    photo: { name: "foto", description: "Una foto de la cara, vista de frente" },
    name: { name: "nombre", description: "Cómo quieres llamarla" },
    face: { name: "cara", description: "Una de tus caras" },
    newDefault: {
      name: "cara",
      description: "Una de tus caras; déjalo vacío para no tener predeterminada",
    },
  },
  saved: (name) => `«${quoted(name)}» está guardada.`,
  isDefault: "Es tu predeterminada: `/faceswap` la usa cuando no das otra cara.",
  advice: (advice) => `Sirve, pero podría ser mejor: ${advice}`,
  howKept:
    "Está cifrada, solo tú puedes usarla y se borra 90 días después de su último uso. Guarda solo caras que puedas usar.",
  none: "Todavía no guardas caras. Con `/faces save` guardas una.",
  title: (kept, most) => `Guardas ${count(kept, { one: "cara", other: "caras" })} de ${most}:`,
  line: (name, isDefault, usedAt, endsAt) =>
    `- **${quoted(name)}**${isDefault ? " (predeterminada)" : ""}: usada ${time(usedAt, "R")}, se borra ${time(endsAt, "R")} si no la usas`,
  newDefault: (name) => `«${quoted(name)}» es ahora tu predeterminada.`,
  noDefault: "Ya no tienes ninguna predeterminada.",
  deleted: (name) => `«${quoted(name)}» está borrada.`,
  choice: (name, isDefault) => (isDefault ? `${name} (predeterminada)` : name),
};
