import type { VerifyText } from "./en.ts";

export const es: VerifyText = {
  description: "Qué dice un GIF o PNG sobre si se editó con IA",
  options: {
    file: { name: "archivo", description: "Un GIF o PNG" },
    link: { name: "enlace", description: "Un enlace, en vez de un archivo" },
  },
  byUs: "Este archivo dice que está **editado con IA** y que lo hizo este programa.",
  byOther: "Este archivo dice que está **editado** o hecho **con IA**, con otra herramienta.",
  otherMark: "Este archivo dice de dónde viene, y no es IA.",
  none: "Este archivo no lleva **ninguna marca** de edición con IA.",
  source: (source) => `Su marca: \`${source}\``,
  worth: "Una marca es una afirmación, no una prueba: cualquiera puede ponerla o quitarla.",
  absence:
    "Eso no demuestra nada: la mayoría de las herramientas no pone marcas, y se pierden al volver a guardar.",
};
