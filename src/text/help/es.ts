import type { HelpText } from "./en.ts";

export const es: HelpText = {
  description: "Qué sé hacer y cómo conseguir un buen resultado",
  title: "Pon una cara en un GIF",
  steps: [
    "Escribe `/faceswap`.",
    "Dame un GIF o una imagen (`gif` o `enlace`) y una foto de una cara (`cara`).",
    "Te digo lo que cuesta. Después, la respuesta se convierte en el cambio terminado.",
  ],
  photo:
    "**Una buena foto** muestra una sola cara de frente: nítida, con luz, ojos abiertos, boca cerrada y nada delante.",
  gif: "**Un buen GIF** muestra una cara grande y mirando a la cámara.",
  fair: "**Juega limpio:** usa tu cara o pide permiso antes. Cada resultado queda marcado como editado con IA.",
  commands: "Lo que puedes hacer aquí:",
  inMenu: (name) =>
    `\`${name}\` en el menú de un mensaje (clic derecho o mantener pulsado, y «Aplicaciones»)`,
};
