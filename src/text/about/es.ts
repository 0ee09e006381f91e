import type { AboutText } from "./en.ts";

export const es: AboutText = {
  description: "Quién me lleva, qué hace los cambios y qué pasa con tus imágenes",
  title: (version) => `Bot de cambio de caras ${version}`,
  runBy: (who) => `**Lo lleva** ${who}`,
  runByNobodyNamed: "**Lo lleva** alguien que no ha dicho quién es",
  ownEngine:
    "**Los cambios se hacen** aquí, con el motor propio de este bot. Tus imágenes no van a nadie más.",
  hosted: (host) =>
    `**Los cambios los hace** ${host}: tu GIF y tu foto se envían allí y valen sus propias reglas.`,
  marks:
    "**Marcado como editado con IA:** cada resultado lo dice debajo de la imagen y dentro del archivo. `/verify` lee la marca.",
  privacy: "**Tu privacidad**",
  privacyLines: [
    "Tu GIF y tu foto se usan para un solo cambio y después se tiran.",
    "Una cara solo se guarda si tú la guardas: cifrada, y se borra 90 días después del último uso.",
    "Nunca se guarda nada que reconozca a una persona, y ninguna imagen llega al registro.",
  ],
  licence: "Software libre con licencia MIT.",
  source: "Código fuente",
  install: "Añádeme",
};
