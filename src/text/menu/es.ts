import type { MenuText } from "./en.ts";

export const es: MenuText = {
  name: "Poner una cara aquí",
  title: "Poner una cara aquí",
  photo: "Una foto de la cara",
  photoAlone: "Vista de frente y sin nada delante",
  photoOrSaved: "O elige abajo una guardada; si no, uso tu predeterminada",
  saved: "Una de tus caras guardadas",
  consent: "¿De quién es la cara?",
  mayUse: "Puedo usar esta cara",
  mayUseWhat: "Es mía, o su dueño está de acuerdo",
};
