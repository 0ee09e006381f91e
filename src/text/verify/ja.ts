import type { VerifyText } from "./en.ts";

export const ja: VerifyText = {
  description: "GIFやPNGにAI編集のマークがあるか調べます",
  options: {
    file: { name: "ファイル", description: "GIFまたはPNG" },
    link: { name: "リンク", description: "ファイルの代わりにリンク" },
  },
  byUs: "このファイルには、このプログラムで**AI編集**されたというマークがあります。",
  byOther: "このファイルには、ほかのツールで**AI編集**またはAI生成されたというマークがあります。",
  otherMark: "このファイルには出どころのマークがありますが、AIではありません。",
  none: "このファイルにはAI編集の**マークがありません**。",
  source: (source) => `マーク：\`${source}\``,
  worth: "マークは申告であって証拠ではありません。だれでも書き込んだり消したりできます。",
  absence:
    "それだけでは何も証明できません。マークを書かないツールが多く、保存し直すと消えることもあります。",
};
