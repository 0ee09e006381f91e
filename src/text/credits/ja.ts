import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { CreditsText } from "./en.ts";

const { number } = createCounting("ja");
const bonusPart = (bonus: number | undefined) =>
  bonus === undefined ? "" : `（うち${number(bonus)}はサーバーブースト分）`;

export const ja: CreditsText = {
  description: "ここでのクレジットの残り、その理由、次に増えるとき",
  left: (left, parts) => `残り **${number(left)}クレジット** — ${parts.join("、")}。`,
  eachPeriod: (allowance) => `期間ごとに${number(allowance)}`,
  used: (used) => `使用済み${number(used)}`,
  held: (held) => `処理中の分${number(held)}`,
  extra: (extra) => `追加分${number(extra)}`,
  from: {
    own: () => "このアカウントだけに設定された量です。",
    role: (role, bonus) => `ロール ${role} による量です${bonusPart(bonus)}。`,
    server: (bonus) => `このサーバー全員に共通の量です${bonusPart(bonus)}。`,
    bot: (bonus) => `このボットが全員に配る量です${bonusPart(bonus)}。`,
  },
  newOnes: (at) => `${time(at, "R")}に新しく増えます。`,
  frozen: "このアカウントは**凍結中**で、新しい入れ替えはできません。",
  prices: (frames, most) =>
    `静止画は1、GIFは顔1つにつき${number(frames)}フレームごとに1（最大${number(most)}）です。失敗したときは減りません。`,
  lately: "最近の動き：",
  acts: {
    hold: "入れ替えのために確保",
    settle: "入れ替え完了",
    release: "返却",
    refund: "返却",
    grant: "付与",
    take: "取り消し",
    set: "個別の量",
    reset: "期間をリセット",
    freeze: "凍結",
    unfreeze: "凍結解除",
    carry: "時計の補正",
    open: "開設",
  },
  byTheRules: "ルールどおり",
  entry: (at, what, who, why) =>
    `${at} ${what}${who === undefined ? "" : `（${who}）`}${why === "" ? "" : `：${why}`}`,
  waiting: "できあがって、あなたを待っている結果：",
  waitingResult: (askedAt, keptUntil) =>
    `${time(askedAt, "R")}に依頼。開かない場合、クレジットは${time(keptUntil, "R")}に戻ります`,
  showResult: (place) => `結果${place}を見る`,
  moreWaiting: (more) => `… ほかに${number(more)}件。先にこれらを開いてください。`,
};
