import { createCounting } from "../counting.ts";
import { quoted, time } from "../markdown.ts";
import type { FacesText } from "./en.ts";

const { count } = createCounting("fr");

export const fr: FacesText = {
  description: "Les visages que tu gardes pour plus tard ; toi seul peux les utiliser",
  subcommands: {
    save: "Garde un visage, chiffré, pour toi seul",
    list: "Les visages que tu gardes",
    default: "Le visage utilisé quand tu n'en donnes pas",
    delete: "Supprime un visage que tu gardes",
  },
  options: {
    photo: { name: "photo", description: "Une photo du visage, vu de face" },
    name: { name: "nom", description: "Comment tu veux l'appeler" },
    face: { name: "visage", description: "Un de tes visages" },
    newDefault: {
      name: "visage",
      description: "Un de tes visages ; laisse vide pour n'avoir aucun défaut",
    },
  },
  saved: (name) => `« ${quoted(name)} » est enregistré.`,
  isDefault: "C'est ton visage par défaut : `/faceswap` le prend quand tu n'en donnes pas d'autre.",
  advice: (advice) => `Ça marche, mais ça pourrait être mieux : ${advice}`,
  howKept:
    "Il est chiffré, toi seul peux l'utiliser, et il est supprimé 90 jours après sa dernière utilisation. Ne garde que des visages que tu as le droit d'utiliser.",
  none: "Tu ne gardes encore aucun visage. `/faces save` en enregistre un.",
  title: (kept, most) =>
    `Tu gardes ${count(kept, { one: "visage", other: "visages" })} sur ${most} :`,
  line: (name, isDefault, usedAt, endsAt) =>
    `- **${quoted(name)}**${isDefault ? " (par défaut)" : ""} : utilisé ${time(usedAt, "R")}, supprimé ${time(endsAt, "R")} si tu ne l'utilises pas`,
  newDefault: (name) => `« ${quoted(name)} » est maintenant ton visage par défaut.`,
  noDefault: "Tu n'as plus de visage par défaut.",
  deleted: (name) => `« ${quoted(name)} » est supprimé.`,
  choice: (name, isDefault) => (isDefault ? `${name} (par défaut)` : name),
};
