import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { QuoteText } from "./en.ts";

const { number, list } = createCounting("ja");

const duration = (seconds: number) =>
  seconds < 90 ? `${number(seconds)}秒` : `${number(Math.round(seconds / 60))}分`;

export const ja: QuoteText = {
  work: (faces, frames) => `顔${number(faces)}人 × ${number(frames)}フレーム`,
  workStill: (faces) => `画像1枚の顔${number(faces)}人`,
  costs: (price, left) => `手持ち${number(left)}クレジットのうち**${number(price)}**を使います`,
  tooDear: (left) => `手持ちの${number(left)}クレジットでは足りません。`,
  takes: (seconds) => `約${duration(seconds)}`,
  ends: (at) => `この見積もりの期限は${time(at, "R")}です。始めるまで何も使いません。`,
  mainFace: "主役の顔を入れ替えます。",
  replaced: (faces) => `入れ替える顔：${list(faces.map((face) => number(face)))}`,
  pickOne: "入れ替える顔を1つ以上選んでください。",
  start: "始める",
  change: "顔を変える",
  cancel: "キャンセル",
  replace: (face) => `顔${number(face)}：入れ替える`,
  keep: (face) => `顔${number(face)}：そのまま`,
  more: (page, of) => `ほかの顔（${number(of)}ページ中${number(page)}）`,
  altText: "送られたもの。それぞれの顔に番号が付いています",
  altTextUnnumbered: "送られたもの",
};
