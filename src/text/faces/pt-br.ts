import { createCounting } from "../counting.ts";
import { quoted, time } from "../markdown.ts";
import type { FacesText } from "./en.ts";

const { count } = createCounting("pt-BR");

export const ptBr: FacesText = {
  description: "Rostos que você guarda para depois; só você pode usar",
  subcommands: {
    save: "Guarda um rosto, criptografado, só para você",
    list: "Os rostos que você guarda",
    default: "Qual rosto é usado quando você não indica nenhum",
    delete: "Apaga um rosto que você guarda",
  },
  options: {
    photo: { name: "foto", description: "Uma foto do rosto, visto de frente" },
    name: { name: "nome", description: "Como você quer chamar" },
    face: { name: "rosto", description: "Um dos seus rostos" },
    newDefault: {
      name: "rosto",
      description: "Um dos seus rostos; deixa vazio para não ter padrão",
    },
  },
  saved: (name) => `“${quoted(name)}” está salvo.`,
  isDefault: "É o seu padrão: o `/faceswap` usa ele quando você não dá outro rosto.",
  advice: (advice) => `Serve, mas podia ser melhor: ${advice}`,
  howKept:
    "Está criptografado, só você pode usar, e é apagado 90 dias depois do último uso. Guarda só rostos que você pode usar.",
  none: "Você ainda não guarda rostos. Com `/faces save` você salva um.",
  title: (kept, most) =>
    `Você guarda ${count(kept, { one: "rosto", other: "rostos" })} de ${most}:`,
  line: (name, isDefault, usedAt, endsAt) =>
    `- **${quoted(name)}**${isDefault ? " (padrão)" : ""}: usado ${time(usedAt, "R")}, apagado ${time(endsAt, "R")} se você não usar`,
  newDefault: (name) => `“${quoted(name)}” agora é o seu padrão.`,
  noDefault: "Você não tem mais um padrão.",
  deleted: (name) => `“${quoted(name)}” foi apagado.`,
  choice: (name, isDefault) => (isDefault ? `${name} (padrão)` : name),
};
