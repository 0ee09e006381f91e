import type { MenuText } from "./en.ts";

export const fr: MenuText = {
  name: "Mettre un visage ici",
  title: "Mettre un visage ici",
  photo: "Une photo du visage",
  photoAlone: "Vu de face, sans rien devant",
  photoOrSaved: "Ou choisis-en un enregistré plus bas ; sinon je prends ton visage par défaut",
  saved: "Un de tes visages enregistrés",
  consent: "À qui est ce visage ?",
  mayUse: "J'ai le droit d'utiliser ce visage",
  mayUseWhat: "C'est le mien, ou la personne est d'accord",
};
