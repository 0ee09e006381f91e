import type { HelpText } from "./en.ts";

export const de: HelpText = {
  description: "Was ich kann und wie ein Swap gut wird",
  title: "Setz ein Gesicht in ein GIF",
  steps: [
    "Tippe `/faceswap`.",
    "Gib mir ein GIF oder ein Bild (`gif` oder `link`) und ein Foto von einem Gesicht (`gesicht`).",
    "Ich sage dir, was es kostet. Dann wird aus der Antwort der fertige Swap.",
  ],
  photo:
    "**Ein gutes Foto** zeigt ein einziges Gesicht von vorn: scharf, hell, Augen offen, Mund zu, nichts davor.",
  gif: "**Ein gutes GIF** zeigt ein Gesicht groß und zur Kamera gedreht.",
  fair: "**Sei fair:** Nimm dein eigenes Gesicht oder frag vorher. Jedes Ergebnis ist als KI-bearbeitet markiert.",
  commands: "Das kannst du hier machen:",
  inMenu: (name) =>
    `\`${name}\` im Menü einer Nachricht (Rechtsklick oder lange drücken, dann „Apps“)`,
};
