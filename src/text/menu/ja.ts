import type { MenuText } from "./en.ts";

export const ja: MenuText = {
  name: "ここに顔を入れる",
  title: "ここに顔を入れる",
  photo: "顔の写真",
  photoAlone: "正面から写っていて、顔が隠れていないもの",
  photoOrSaved: "または下で保存した顔を選んでください。どちらもなければ既定の顔を使います",
  saved: "保存した顔",
  consent: "だれの顔ですか？",
  mayUse: "この顔を使ってもよい",
  mayUseWhat: "自分の顔か、本人の同意があります",
};
