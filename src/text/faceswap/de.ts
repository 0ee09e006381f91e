import type { FaceswapText } from "./en.ts";

export const de: FaceswapText = {
  description: "Setz ein Gesicht in ein GIF oder ein Bild",
  options: {
    face: { name: "gesicht", description: "Ein Foto des Gesichts, von vorn" },
    gif: {
      name: "gif",
      description: "Das GIF oder Bild, in das es soll; ein Video oder bewegtes WebP wird zum GIF",
    },
    link: { name: "link", description: "Ein Link zum GIF oder Bild, statt einer Datei" },
    saved: { name: "gespeichert", description: "Eins der Gesichter, die du behältst" },
    member: {
      name: "mitglied",
      description: "Jemand, dessen Profilbild du willst; ich frage zuerst",
    },
    faces: {
      name: "gesichter",
      description: "Welche Gesichter ersetzt werden; ohne Angabe das wichtigste",
    },
    strength: { name: "stärke", description: "Wie stark das neue Gesicht nach dem Foto aussieht" },
    private: {
      name: "privat",
      description: "Nur du siehst die Antwort; so ein GIF kann kein Favorit werden",
    },
    spoiler: { name: "spoiler", description: "Verdeckt das Ergebnis, bis es jemand öffnet" },
  },
  scopes: {
    primary: "Das wichtigste Gesicht",
    choose: "Ich suche sie selbst aus",
    all: "Alle Gesichter",
  },
  strengths: {
    natural: "Natürlich: passt zum Licht im GIF",
    balanced: "Ausgewogen",
    likeness: "Ähnlich: so viel vom Foto wie möglich",
  },
};
