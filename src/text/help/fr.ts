import type { HelpText } from "./en.ts";

export const fr: HelpText = {
  description: "Ce que je sais faire, et comment réussir un échange",
  title: "Mets un visage dans un GIF",
  steps: [
    "Tape `/faceswap`.",
    "Donne-moi un GIF ou une image (`gif` ou `lien`) et une photo d'un visage (`visage`).",
    "Je te dis ce que ça coûte. Ensuite, la réponse devient l'échange terminé.",
  ],
  photo:
    "**Une bonne photo** montre un seul visage de face : net, bien éclairé, yeux ouverts, bouche fermée, rien devant.",
  gif: "**Un bon GIF** montre un visage en grand, tourné vers la caméra.",
  fair: "**Sois réglo :** prends ton propre visage, ou demande d'abord. Chaque résultat est marqué comme modifié par IA.",
  commands: "Ce que tu peux faire ici :",
  inMenu: (name) =>
    `\`${name}\` dans le menu d'un message (clic droit ou appui long, puis « Applications »)`,
};
