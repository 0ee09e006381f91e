import type { FaceswapText } from "./en.ts";

export const ptBr: FaceswapText = {
  description: "Coloca um rosto em um GIF",
  options: {
    face: { name: "rosto", description: "Uma foto do rosto, de frente" },
    gif: { name: "gif", description: "O GIF onde colocar; um vídeo ou WebP animado vira um" },
    link: { name: "link", description: "Um link para o GIF, em vez de um arquivo" },
  },
};
