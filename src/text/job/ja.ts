import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { JobText } from "./en.ts";

const { number } = createCounting("ja");

export const ja: JobText = {
  stages: {
    fetching: "ファイルを取得しています",
    uploading: "エンジンに渡しています",
    "own-turn": "ほかの入れ替えが終わるのを待っています",
    queued: "空きを待っています",
    finding: "顔を探しています",
    drawing: "新しい顔を描いています",
    finishing: "仕上げています",
    fitting: "投稿できる大きさに縮めています",
  },
  framesDone: (done, of) => `${number(of)}フレーム中${number(done)}`,
  ahead: (ahead) => `順番待ち：前に${number(ahead)}件`,
  expected: (at) => `できあがりの目安：${time(at, "R")}`,
  willCost: (price, of) =>
    `できあがると、手持ち${number(of)}クレジットのうち${number(price)}を使います`,
  stillWorking: (until) =>
    `Discordの制限時間より長くかかっています。${time(until, "t")}までに終わらなければ中止します。クレジットは減りません。ボタンを押すと、進み具合か結果が見られます。`,
  stillInLine: (until) =>
    `まだ空きを待っています。Discordの制限時間より長くかかっています。${time(until, "t")}までに空きがなければ中止します。クレジットは減りません。ボタンを押すと、進み具合か結果が見られます。`,
  showResult: "結果を見る",
  aiEdited: "AI加工",
  credits: (price) => `${number(price)}クレジット`,
  left: (left, resetsAt) => `残り${number(left)}、次の補充は${time(resetsAt, "R")}`,
  madeSmaller: (givenUp) => `ここに収まるように小さくしました：${givenUp}`,
  givenUp: {
    "slight-changes": "わずかな動きを固定",
    "fine-grain": "細かい粒子を軽減",
    "every-second-frame": "フレームを1つおきに省略",
  },
  colours: (colours) => `${number(colours)}色`,
  pixels: (width, height) => `${width} × ${height}ピクセル`,
  advice: (sentence) => `次はもっときれいにできます：${sentence}`,
  unmet: {
    faces: "使っているサービスは顔を区別できないため、主役の顔を入れ替えました。",
    strength: "使っているサービスには強さの設定がないため、いつもの強さです。",
  },
  late: "できあがりました。",
  lateFailure: "今回の入れ替えはできませんでした。",
  altText: (frames, faces) =>
    `AIで${faces === 1 ? "顔" : `${number(faces)}人の顔`}を入れ替えた、${number(frames)}フレームのGIFアニメーション。`,
  altTextStill: (faces) => `AIで${faces === 1 ? "顔" : `${number(faces)}人の顔`}を入れ替えた画像。`,
};
