import type { FaceswapText } from "./en.ts";

export const es: FaceswapText = {
  description: "Pon una cara en un GIF o una imagen",
  options: {
    face: { name: "cara", description: "Una foto de la cara, de frente" },
    gif: {
      name: "gif",
      description: "El GIF o la imagen donde ponerla; un vídeo o un WebP animado pasa a GIF",
    },
    link: { name: "enlace", description: "Un enlace al GIF o a la imagen, en vez de un archivo" },
    saved: { name: "guardada", description: "Una de las caras que guardas" },
    member: {
      name: "miembro",
      description: "Alguien cuya foto de perfil quieres usar; antes se lo pregunto",
    },
    faces: { name: "caras", description: "Qué caras se cambian; si no dices nada, la principal" },
    strength: { name: "intensidad", description: "Cuánto se parece la cara nueva a la foto" },
    private: {
      name: "privado",
      description: "Solo tú ves la respuesta; un GIF así no se puede guardar en favoritos",
    },
    spoiler: { name: "spoiler", description: "Tapa el resultado hasta que alguien lo abra" },
  },
  scopes: { primary: "La cara principal", choose: "Las elijo yo", all: "Todas las caras" },
  strengths: {
    natural: "Natural: con la luz del GIF",
    balanced: "Equilibrada",
    likeness: "Parecido: lo máximo posible de la foto",
  },
};
