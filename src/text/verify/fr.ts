import type { VerifyText } from "./en.ts";

export const fr: VerifyText = {
  description: "Ce qu'un GIF ou PNG dit d'une retouche par IA",
  options: {
    file: { name: "fichier", description: "Un GIF ou PNG" },
    link: { name: "lien", description: "Un lien, à la place d'un fichier" },
  },
  byUs: "Ce fichier dit qu'il est **retouché par IA**, et par ce programme.",
  byOther: "Ce fichier dit qu'il est **retouché** ou fait **par IA**, avec un autre outil.",
  otherMark: "Ce fichier dit d'où il vient, et ce n'est pas de l'IA.",
  none: "Ce fichier ne porte **aucune marque** de retouche par IA.",
  source: (source) => `Sa marque : \`${source}\``,
  worth:
    "Une marque est une déclaration, pas une preuve : n'importe qui peut l'écrire ou l'enlever.",
  absence:
    "Ça ne prouve rien : la plupart des outils n'en écrivent pas, et elle se perd quand on réenregistre.",
};
