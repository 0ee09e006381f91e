import type { FaceswapText } from "./en.ts";

export const ptBr: FaceswapText = {
  description: "Coloca um rosto em um GIF ou uma imagem",
  options: {
    face: { name: "rosto", description: "Uma foto do rosto, de frente" },
    gif: {
      name: "gif",
      description: "O GIF ou a imagem onde colocar; um vídeo ou WebP animado vira GIF",
    },
    link: { name: "link", description: "Um link para o GIF ou a imagem, em vez de um arquivo" },
    saved: { name: "salvo", description: "Um dos rostos que você guarda" },
    member: {
      name: "membro",
      description: "Alguém cuja foto de perfil você quer usar; eu pergunto antes",
    },
    faces: { name: "rostos", description: "Quais rostos são trocados; sem escolher, o principal" },
    strength: { name: "intensidade", description: "Quanto o rosto novo se parece com a foto" },
    private: {
      name: "privado",
      description: "Só você vê a resposta; um GIF assim não dá para favoritar",
    },
    spoiler: { name: "spoiler", description: "Cobre o resultado até alguém abrir" },
  },
  scopes: { primary: "O rosto principal", choose: "Eu escolho", all: "Todos os rostos" },
  strengths: {
    natural: "Natural: com a luz do GIF",
    balanced: "Equilibrada",
    likeness: "Semelhança: o máximo possível da foto",
  },
};
