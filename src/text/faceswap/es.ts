import type { FaceswapText } from "./en.ts";

export const es: FaceswapText = {
  description: "Pon una cara en un GIF",
  options: {
    face: { name: "cara", description: "Una foto de la cara, de frente" },
    gif: {
      name: "gif",
      description: "El GIF donde ponerla; un vídeo o un WebP animado se convierte en uno",
    },
    link: { name: "enlace", description: "Un enlace al GIF, en vez de un archivo" },
  },
};
