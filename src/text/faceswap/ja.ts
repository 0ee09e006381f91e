import type { FaceswapText } from "./en.ts";

export const ja: FaceswapText = {
  description: "GIFの顔を入れ替えます",
  options: {
    face: { name: "顔", description: "正面から写った顔の写真" },
    gif: { name: "gif", description: "入れ替え先のGIF。動画や動くWebPはGIFに変換します" },
    link: { name: "リンク", description: "ファイルの代わりに、GIFへのリンク" },
  },
};
