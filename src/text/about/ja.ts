import type { AboutText } from "./en.ts";

export const ja: AboutText = {
  description: "管理者、顔の入れ替えのしくみ、画像の扱い",
  title: (version) => `顔入れ替えボット ${version}`,
  runBy: (who) => `**管理者：** ${who}`,
  runByNobodyNamed: "**管理者：** 名乗っていません",
  ownEngine:
    "**入れ替えは**、このボット自身のエンジンがここで行います。画像がよそに送られることはありません。",
  hosted: (host) =>
    `**入れ替えは** ${host} が行います。GIFと写真はそこに送られ、扱いはそこのルールに従います。`,
  marks:
    "**AI加工の印：** すべての結果に、画像の下とファイルの中の両方で印が付きます。`/verify`で確認できます。",
  privacy: "**プライバシー**",
  privacyLines: [
    "GIFと写真は1回の入れ替えだけに使い、そのあと捨てます。",
    "顔が残るのは自分で保存したときだけです。暗号化され、最後に使ってから90日で消えます。",
    "人を見分けるためのデータは保存しません。画像がログに残ることもありません。",
  ],
  licence: "MITライセンスのフリーソフトウェアです。",
  source: "ソースコード",
  install: "追加する",
};
