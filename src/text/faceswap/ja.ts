import type { FaceswapText } from "./en.ts";

export const ja: FaceswapText = {
  description: "GIFや画像の顔を入れ替えます",
  options: {
    face: { name: "顔", description: "正面から写った顔の写真" },
    gif: { name: "gif", description: "入れ替え先のGIFか画像。動画や動くWebPはGIFに変換します" },
    link: { name: "リンク", description: "ファイルの代わりに、GIFや画像へのリンク" },
    saved: { name: "保存した顔", description: "保存した顔のどれか" },
    member: { name: "メンバー", description: "プロフィール画像を使いたい人。先に本人に確認します" },
    faces: { name: "対象", description: "入れ替える顔。指定しなければ主役の顔だけ" },
    strength: { name: "強さ", description: "新しい顔を写真にどこまで近づけるか" },
    private: {
      name: "非公開",
      description: "返信はあなただけに見えます。そのGIFはお気に入りに登録できません",
    },
    spoiler: { name: "ネタバレ", description: "開くまで結果を隠します" },
  },
  scopes: { primary: "主役の顔", choose: "自分で選ぶ", all: "全員の顔" },
  strengths: {
    natural: "自然：GIFの光になじませる",
    balanced: "中間",
    likeness: "似せる：できるだけ写真に近づける",
  },
};
