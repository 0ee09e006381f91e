import type { FaceswapText } from "./en.ts";

export const fr: FaceswapText = {
  description: "Mets un visage dans un GIF",
  options: {
    face: { name: "visage", description: "Une photo du visage, de face" },
    gif: {
      name: "gif",
      description: "Le GIF où le mettre ; une vidéo ou un WebP animé en devient un",
    },
    link: { name: "lien", description: "Un lien vers le GIF, à la place d'un fichier" },
  },
};
