import { quoted } from "../markdown.ts";
import type { PrivacyText } from "./en.ts";

export const fr: PrivacyText = {
  description: "Ce que je garde sur toi : vois-le, supprime-le, ou dis « pas mon visage »",
  subcommands: {
    export: "Tout ce que je garde sur toi, en fichiers pour toi seul",
    delete: "Supprime tes visages et l'objet de tes échanges",
    notMyFace: "Personne d'autre ne peut utiliser ta photo ni les images de tes messages",
  },
  options: {
    on: { name: "actif", description: "True : personne ne peut. False : on peut te redemander" },
  },
  exported: (names, hasOthers) =>
    names.length === 0
      ? hasOthers
        ? "Voilà tout ce que je garde sur toi."
        : "Voilà tout ce que je garde sur toi. Tu ne gardes aucun visage."
      : `Voilà tout ce que je garde sur toi, avec tes visages dans cet ordre : ${names.map(quoted).join(", ")}.`,
  unopened: (names) =>
    `Je n'ai pas pu ouvrir les images de ces visages, alors elles manquent : ${names.map(quoted).join(", ")}. Tu peux les supprimer avec \`/faces delete\`.`,
  sure: "Ça supprime tes visages enregistrés, tes questions et formulaires ouverts, les résultats qui t'attendent (leurs crédits reviennent) et l'objet de tes échanges terminés : les boutons sous tes résultats ne marcheront plus.\n\nÇa ne supprime pas de messages sur Discord : utilise d'abord le bouton de suppression sous le résultat. Je garde ton compte de crédits (combien, quand, sans image) et ce que la modération a décidé, contre les abus, et « pas mon visage », pour te protéger.",
  deleteAll: "Tout supprimer",
  keepAll: "Garder",
  deleted:
    "Supprimé : tes visages, tes questions et formulaires ouverts, et l'objet de tes échanges. Ton compte de crédits, les décisions de la modération et « pas mon visage » restent.",
  kept: "Rien n'a été supprimé.",
  optedOut:
    "À partir de maintenant, personne d'autre ne peut utiliser ta photo de profil, ni mettre des visages par le menu dans les images, GIF et vidéos de tes messages. Pour ça je ne garde aucune image de toi, seulement ton numéro sur Discord. Je ne te reconnais pas dans les fichiers envoyés par d'autres ; pour ça, il y a le bouton de signalement.",
  optedIn:
    "Les autres peuvent de nouveau te demander ta photo de profil et mettre des visages dans ce que tu publies.",
};
