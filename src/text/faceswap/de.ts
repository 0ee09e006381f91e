import type { FaceswapText } from "./en.ts";

export const de: FaceswapText = {
  description: "Setz ein Gesicht in ein GIF",
  options: {
    face: { name: "gesicht", description: "Ein Foto des Gesichts, von vorn" },
    gif: {
      name: "gif",
      description: "Das GIF, in das es soll; ein Video oder bewegtes WebP wird zu einem",
    },
    link: { name: "link", description: "Ein Link zum GIF, statt einer Datei" },
  },
};
