import { quoted } from "../markdown.ts";
import type { PrivacyText } from "./en.ts";

export const es: PrivacyText = {
  description: "Qué guardo de ti: míralo, bórralo o di «mi cara no»",
  subcommands: {
    export: "Todo lo que guardo de ti, en archivos solo para ti",
    delete: "Borra tus caras y de qué iban tus cambios",
    notMyFace: "Nadie más puede usar tu foto ni las imágenes de tus mensajes",
  },
  options: {
    on: { name: "activado", description: "True: nadie puede. False: pueden volver a preguntarte" },
  },
  exported: (names, hasOthers) =>
    names.length === 0
      ? hasOthers
        ? "Esto es todo lo que guardo de ti."
        : "Esto es todo lo que guardo de ti. No guardas caras."
      : `Esto es todo lo que guardo de ti, con tus caras en este orden: ${names.map(quoted).join(", ")}.`,
  unopened: (names) =>
    `No pude abrir las imágenes de estas caras, así que faltan: ${names.map(quoted).join(", ")}. Puedes borrarlas con \`/faces delete\`.`,
  sure: "Esto borra tus caras guardadas, tus preguntas y formularios abiertos, los resultados que te esperan (sus créditos vuelven) y de qué iban tus cambios terminados, así que los botones de tus resultados dejan de funcionar.\n\nNo borra mensajes de Discord: usa antes el botón de borrar del resultado. Conservo tu cuenta de créditos (cuántos y cuándo, sin imágenes) y lo que decidió la moderación, contra los abusos, y «mi cara no», para protegerte.",
  deleteAll: "Borrar todo",
  keepAll: "Conservarlo",
  deleted:
    "Borrado: tus caras, tus preguntas y formularios abiertos y de qué iban tus cambios. Siguen tu cuenta de créditos, las decisiones de la moderación y «mi cara no».",
  kept: "No se ha borrado nada.",
  optedOut:
    "Desde ahora nadie más puede usar tu foto de perfil, ni poner caras desde el menú en imágenes, GIF y vídeos de tus mensajes. Para eso no guardo ninguna imagen tuya, solo tu número de Discord. No te reconozco en archivos que suben otros; para eso está el botón de denunciar.",
  optedIn: "Otros pueden volver a pedirte tu foto de perfil y poner caras en lo que publicas.",
};
