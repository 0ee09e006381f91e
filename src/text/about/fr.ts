import type { AboutText } from "./en.ts";

export const fr: AboutText = {
  description: "Qui me gère, ce qui fait les échanges, et ce que deviennent tes images",
  title: (version) => `Bot d'échange de visages ${version}`,
  runBy: (who) => `**Géré par** ${who}`,
  runByNobodyNamed: "**Géré par** quelqu'un qui n'a pas dit qui c'est",
  ownEngine:
    "**Les échanges se font** ici, avec le moteur de ce bot. Tes images ne vont chez personne d'autre.",
  hosted: (host) =>
    `**Les échanges se font** chez ${host} : ton GIF et ta photo y sont envoyés, et ses propres règles s'appliquent.`,
  marks:
    "**Marqué comme modifié par IA :** chaque résultat le dit sous l'image et dans le fichier. `/verify` lit la marque.",
  privacy: "**Ta vie privée**",
  privacyLines: [
    "Ton GIF et ta photo servent à un seul échange, puis sont jetés.",
    "Un visage n'est gardé que si tu l'enregistres : chiffré, et effacé 90 jours après sa dernière utilisation.",
    "Rien qui reconnaisse une personne n'est jamais gardé, et aucune image ne finit dans le journal.",
  ],
  licence: "Logiciel libre sous licence MIT.",
  source: "Code source",
  install: "Ajoute-moi",
};
