import type { MenuText } from "./en.ts";

export const de: MenuText = {
  name: "Gesicht hier einsetzen",
  title: "Gesicht hier einsetzen",
  photo: "Ein Foto des Gesichts",
  photoAlone: "Von vorn, ohne etwas davor",
  photoOrSaved: "Oder wähl unten ein gespeichertes; sonst nehme ich deinen Standard",
  saved: "Eins deiner gespeicherten Gesichter",
  consent: "Wessen Gesicht ist es?",
  mayUse: "Ich darf dieses Gesicht verwenden",
  mayUseWhat: "Es ist meins, oder die Person ist einverstanden",
};
