import type { MenuText } from "./en.ts";

export const ptBr: MenuText = {
  name: "Colocar um rosto aqui",
  title: "Colocar um rosto aqui",
  photo: "Uma foto do rosto",
  photoAlone: "Visto de frente, sem nada na frente",
  photoOrSaved: "Ou escolhe um salvo abaixo; sem nenhum dos dois, uso o seu padrão",
  saved: "Um dos seus rostos salvos",
  consent: "De quem é o rosto?",
  mayUse: "Posso usar este rosto",
  mayUseWhat: "É meu, ou a pessoa concordou",
};
