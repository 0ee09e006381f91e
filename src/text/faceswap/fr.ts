import type { FaceswapText } from "./en.ts";

export const fr: FaceswapText = {
  description: "Mets un visage dans un GIF ou une image",
  options: {
    face: { name: "visage", description: "Une photo du visage, de face" },
    gif: {
      name: "gif",
      description: "Le GIF ou l'image où le mettre ; une vidéo ou un WebP animé devient un GIF",
    },
    link: { name: "lien", description: "Un lien vers le GIF ou l'image, à la place d'un fichier" },
    saved: { name: "enregistré", description: "Un des visages que tu gardes" },
    member: {
      name: "membre",
      description: "Quelqu'un dont tu veux la photo de profil ; je lui demande d'abord",
    },
    faces: {
      name: "visages",
      description: "Les visages à remplacer ; sans précision, le principal",
    },
    strength: {
      name: "intensité",
      description: "À quel point le nouveau visage ressemble à la photo",
    },
    private: {
      name: "privé",
      description: "Toi seul vois la réponse ; un tel GIF ne peut pas aller dans tes favoris",
    },
    spoiler: { name: "spoiler", description: "Cache le résultat jusqu'à ce qu'on l'ouvre" },
  },
  scopes: { primary: "Le visage principal", choose: "Je les choisis", all: "Tous les visages" },
  strengths: {
    natural: "Naturelle : dans la lumière du GIF",
    balanced: "Équilibrée",
    likeness: "Ressemblance : le plus possible de la photo",
  },
};
