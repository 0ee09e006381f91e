import { quoted, time } from "../markdown.ts";
import type { FacesText } from "./en.ts";

export const ja: FacesText = {
  description: "あとで使うために保存した顔。使えるのはあなただけです",
  subcommands: {
    save: "顔を暗号化して、あなた専用に保存します",
    list: "保存した顔を表示します",
    default: "顔を指定しないときに使う顔を決めます",
    delete: "保存した顔を削除します",
  },
  options: {
    photo: { name: "写真", description: "正面から写った顔の写真" },
    name: { name: "名前", description: "顔につける名前" },
    face: { name: "顔", description: "保存した顔のどれか" },
    newDefault: { name: "顔", description: "保存した顔のどれか。空にすると既定なしになります" },
  },
  saved: (name) => `「${quoted(name)}」を保存しました。`,
  isDefault: "これが既定の顔です。ほかの顔を指定しないとき、`/faceswap` はこの顔を使います。",
  advice: (advice) => `使えますが、もっとよくできます：${advice}`,
  howKept:
    "暗号化されていて、使えるのはあなただけです。最後に使ってから90日で削除されます。使ってもよい顔だけを保存してください。",
  none: "保存した顔はまだありません。`/faces save` で保存できます。",
  title: (kept, most) => `保存した顔：${kept} / ${most}`,
  line: (name, isDefault, usedAt, endsAt) =>
    `- **${quoted(name)}**${isDefault ? "（既定）" : ""}：最後に使ったのは${time(usedAt, "R")}、使わなければ${time(endsAt, "R")}に削除`,
  newDefault: (name) => `「${quoted(name)}」を既定の顔にしました。`,
  noDefault: "既定の顔はなくなりました。",
  deleted: (name) => `「${quoted(name)}」を削除しました。`,
  choice: (name, isDefault) => (isDefault ? `${name}（既定）` : name),
};
