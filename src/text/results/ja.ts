import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { ResultsText } from "./en.ts";

const { number } = createCounting("ja");

export const ja: ResultsText = {
  again: (price) => (price === undefined ? "もう一度" : `もう一度（${number(price)}クレジット）`),
  otherFace: "別の顔で",
  remove: "削除",
  makePrivate: "非公開にする",
  report: "通報",
  privateCopy: "AI加工 · これが見えるのは今からあなただけです。残したい場合は保存してください。",
  madePrivate: "依頼した人がこの結果を非公開にしました。",
  hidden: "モデレーターがこの結果を非表示にしました。",

  whyReport:
    "この結果の何が問題ですか？理由はモデレーターに伝わりますが、誰が通報したかは伝わりません。",
  chooseReason: "理由を選んでください",
  thanks: "ありがとうございます。対応できる人に通報を届けました。",
  noted:
    "ありがとうございます。通報を記録しましたが、ここには確認する人がいません。モデレーターにも伝えてください。",
  reasons: {
    "not-agreed": "自分が写っているが、同意していない",
    sexual: "性的な内容",
    minor: "未成年者が写っている",
    harassment: "誰かを傷つけるためのもの",
    other: "その他",
  },

  card: {
    title: "結果への通報",
    madeBy: (who, at, link) =>
      `依頼した人：${who}${at === undefined ? "" : ` ${time(at, "R")}`}、[メッセージ](${link})`,
    somebody: "記録に残っていない人",
    inputs: (gif, face) => `GIF：${gif}、顔：${face}、AI加工の印つき`,
    file: "ファイル",
    saved: "保存した顔",
    avatar: (who) => `${who}のアバター`,
    link: (host) => (host === undefined ? "リンク" : `${host}へのリンク`),
    acts: {
      hide: (by, at) => `${by}が非表示にしました ${time(at, "R")}`,
      freeze: (by, at) => `${by}がクレジットを凍結しました ${time(at, "R")}`,
      dismiss: (by, at) => `${by}が却下しました ${time(at, "R")}`,
    },
    swap: (jobId) => `結果 \`${jobId}\``,
    hide: "非表示にする",
    freeze: "ユーザーを凍結",
    dismiss: "却下",
    couldNotHide:
      "そのメッセージは消せません。その場所のメンバーではないためです。そこのモデレーターなら手動で削除できます。ボタンはもう何もしません。",
  },
  deletedByModerator: (by, owner) =>
    owner === undefined ? `${by}が結果を削除しました。` : `${by}が${owner}の結果を削除しました。`,
};
