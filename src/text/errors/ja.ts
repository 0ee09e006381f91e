import type { ErrorFacts } from "../../core/errors.ts";
import { kindName } from "../../core/kind-names.ts";
import type { KindNames } from "../../core/kind-names.ts";
import { quoted, time } from "../markdown.ts";
import type { ErrorSentences } from "./error-sentences.ts";
import { createFigures } from "./figures.ts";
import { people } from "./people/ja.ts";
import { server } from "./server/ja.ts";
import { safety } from "./safety/ja.ts";

const { sizes, frames, seconds, dimensions, pixelsAcross, purse } = createFigures("ja", {
  bracketed: (parts) => `（${parts.join("、")}）`,
  atMost: (figure) => `上限は${figure}`,
  atMostASide: (figure) => `上限は一辺${figure}`,
  pixels: (figure) => `${figure}ピクセル`,
  orMoreLookGood: (figure) => `${figure}以上だときれいです`,
  seconds: (figure) => `${figure}秒`,
  youHave: (figure) => `残り${figure}`,
  itHas: (figure) => `残り${figure}`,
  thisCosts: (figure) => `必要数${figure}`,
});

const kinds: KindNames = {
  gif: "GIF",
  png: "PNG画像",
  jpeg: "JPEG画像",
  webp: "WebP画像",
  avif: "AVIF画像",
  heic: "HEIC写真",
  mp4: "MP4動画",
  webm: "WebM動画",
  html: "ウェブページ",
};

export const ja: ErrorSentences = {
  sentences: {
    ...people,
    ...server,
    ...safety,
    INPUT_MISSING:
      "GIFか画像を1つだけ指定してください。`gif`に添付するか、`リンク`に貼り付けるか、どちらか一方です。",
    TARGET_NOT_GIF: ({ kind }) =>
      `${butIs(kind)}GIFではありません。GIFか画像（PNG、JPEG、WebP、AVIF）、またはそのリンクを使ってください。`,
    TARGET_NOT_IMAGE: ({ kind }) => `${butIs(kind)}読み込める画像ではありません。${readable(kind)}`,
    TARGET_NOT_VIDEO: "読み込める動画ではありません。MP4かWebMを使ってください。",
    TARGET_BROKEN:
      "このファイルは壊れているか、途中で切れています。保存し直すか、別のファイルを試してください。",
    FACE_NOT_IMAGE: ({ kind }) =>
      `顔のファイルは${butIs(kind, "")}読み込める画像ではありません。${readable(kind)}`,
    FACE_BROKEN:
      "顔の画像が壊れているか、途中で切れています。保存し直すか、別の画像を試してください。",
    MEDIA_TOO_LARGE: (facts) =>
      `${subject(facts)}のサイズが大きすぎます${sizes(facts)}。もっと小さいものを使ってください。`,
    MEDIA_TOO_MANY_PIXELS: (facts) =>
      facts["pixels"] === undefined
        ? `${subject(facts)}の縦横が大きすぎます${dimensions(facts)}。縮小してください。`
        : `${subject(facts)}のピクセル数が多すぎます。縮小するか、短くしてください。`,
    MEDIA_TOO_MANY_FRAMES: (facts) =>
      `このGIFはフレームが多すぎます${frames(facts)}。短くしてください。`,
    MEDIA_TOO_LONG: (facts) => `このGIFは長すぎます${seconds(facts)}。短くしてください。`,
    NO_FACE_IN_TARGET:
      "このGIFまたは画像には顔が見つかりませんでした。顔が大きく正面を向いているものを試してください。",
    NO_FACE_IN_PHOTO: ({ width, height, limit }) =>
      limit === undefined
        ? "この写真には顔が見つかりませんでした。顔全体が正面から写った写真を試してください。"
        : `顔の画像が小さすぎます（${width} × ${height}ピクセル、一辺${limit}以上が必要）。もっと大きい画像を使ってください。`,
    FACE_NOT_LISTED: "選んだ顔の中に、写っていないものがあります。もう一度選んでください。",
    TARGET_FACE_TOO_DARK:
      "顔が暗すぎて、入れ替えても見えません。もっと明るいGIFや画像を使ってください。",
    PHOTO_FACE_TOO_SMALL: (facts) =>
      `写真の顔が小さいです${pixelsAcross(facts)}。顔がもっと大きく写った写真を使ってください。`,
    PHOTO_FACE_TURNED: "写真の顔が横を向いています。カメラをまっすぐ見ている写真を使ってください。",
    PHOTO_FACE_BLURRED: "写真の顔がぼやけています。もっとくっきりした写真を使ってください。",
    PHOTO_FACE_COVERED:
      "写真の口かあごが何かで隠れています。顔の前に何もない写真を使ってください。",
    PHOTO_FACE_CUT_OFF:
      "写真の顔が途中で切れています。おでこからあごまで全部写った写真を使ってください。",
    PHOTO_TOO_DARK: "写真の顔が暗すぎます。もっと明るい写真を使ってください。",
    PHOTO_BROWS_HIDDEN: "写真の眉が髪で隠れています。髪が顔にかかっていない写真を使ってください。",
    PHOTO_LIGHT_UNEVEN:
      "写真の顔にむらのある光や髪がかかっています。均一な光で、顔に何もかかっていない写真を使ってください。",
    PHOTO_EYES_CLOSED: "写真の目が閉じています。目が開いている写真を使ってください。",
    PHOTO_MOUTH_OPEN: "写真の口が開いています。口を閉じた写真を使ってください。",
    PHOTO_SEVERAL_FACES:
      "写真に顔がいくつかあるので、一番大きい顔を使います。1人だけの写真なら確実です。",
    LINK_INVALID: "このリンクは開けません。`https://`で始まるリンクを使ってください。",
    LINK_PRIVATE:
      "このリンクはプライベートなネットワークのものなので開けません。ファイルを添付してください。",
    LINK_DEAD: ({ role }) =>
      role === "face"
        ? "顔の画像を取得できませんでした。もう一度添付してください。"
        : "リンク先が応答しないか、ファイルがもうありません。ファイルを添付してください。",
    LINK_NOT_MEDIA: ({ host }) =>
      `このリンクはGIFではなく、${host === undefined ? "" : `${quoted(`${host}`)}の`}ページです。ページでGIFを開いてアドレスをコピーするか（右クリック →「画像アドレスをコピー」）、ファイルを添付してください。`,
    NO_CREDITS: (facts) =>
      `${whoIsShort(facts)}クレジットが足りません${purse(facts)}。${refill(facts)}`,
    SERVER_ONLY: "これは、わたしを追加したサーバーでだけ使えます。",
    ACCOUNT_FROZEN: ({ purse: whose }) =>
      whose === "person"
        ? "あなたのクレジットは凍結されています。サーバーのモデレーターか、このボットの管理者に聞いてください。"
        : "ここでの顔の入れ替えは一時停止中です。このボットの管理者に聞いてください。",
    TOO_MANY_RUNNING: ({ limit }) =>
      `もう${limit === undefined ? "いくつか" : `${limit}件`}処理中か順番待ちです。どれかが終わるまで待ってください。`,
    RESULT_GONE: "この結果はもう保存されていません。もう一度コマンドを実行してください。",
    RESULT_SHOWN_ALREADY: "この結果は、別のメッセージでもう表示したか、表示するところです。",
    RESULT_OF_ANOTHER: "これはほかの人の結果です。開けるのは本人だけです。",
    RESULT_NOT_YOURS:
      "この結果を削除できるのは、依頼した本人かこのサーバーのモデレーターだけです。",
    RESULT_HIDDEN: "モデレーターが非表示にした結果なので、もう何もできません。",
    RESULT_PRIVATE_ALREADY: "この結果はすでに非公開です。見えるのはあなただけです。",
    REPORTED_ALREADY: "この結果はもう通報済みです。ありがとうございます。確認しています。",
    REPORT_GONE: "この通報について決めることはもうありません。",
    MODERATORS_ONLY:
      "通報の対応を決められるのはモデレーター（メッセージの管理かサーバー管理の権限）だけです。",
    REPORT_NOT_TAKEN:
      "今は通報を届けられませんでした。1分ほどしてからもう一度試すか、モデレーターに伝えてください。",
    BUTTON_OUTDATED: "このボタンは古いバージョンのものです。もう一度コマンドを実行してください。",
    QUOTE_ENDED: "この見積もりの期限が切れました。もう一度コマンドを実行してください。",
    CANCELLED: "入れ替えをキャンセルしました。",
    CANCEL_TOO_LATE: "もうキャンセルできません。入れ替えはすでに終わっています。",
    JOB_OVER: "この入れ替えはもう終わっています。もう一度コマンドを実行してください。",
    JOB_OF_ANOTHER: "これはほかの人の入れ替えです。決められるのは本人だけです。",
    SWAP_API_REFUSED:
      "顔の入れ替えサービスに受け付けてもらえませんでした。別のGIFか写真を試してください。",
    STILLS_OFF:
      "ここの顔の入れ替えサービスはGIFと動画だけで、静止画には対応していません。GIFを使ってください。",
    SWAP_API_UNCLEAR: "受け付けの途中でサービスとの接続が切れました。もう一度試してください。",
    SWAP_FAILED: "このGIFと写真ではうまく入れ替えられませんでした。別のGIFか写真を試してください。",
    RESULT_UNUSABLE: "結果が壊れていたので送信しませんでした。もう一度試してください。",
    RESULT_TOO_LARGE: (facts) => {
      const tried = facts["from"] === undefined ? "" : "できるだけ小さくしましたが、";
      return `${tried}できあがったGIFが大きすぎて、ここには投稿できません${sizes(facts)}。もっと短いか小さいGIFを試してください。`;
    },
    DISCORD_UNREACHABLE: "Discordから応答がありませんでした。もう一度試してください。",
    ATTACHING_FORBIDDEN:
      "このチャンネルではファイルを添付できません。別のチャンネルを使うか、モデレーターに「ファイルを添付」の許可を頼んでください。",
    REPLY_NOT_TAKEN: "Discordに返信を受け取ってもらえませんでした。もう一度試してください。",
    QUEUE_FULL: "今は利用者が多すぎます。1分ほどしてからもう一度試してください。",
    ENGINE_CRASHED: "このGIFの処理中にエラーが起きました。別のGIFか写真を試してください。",
    SHUTTING_DOWN: "再起動中です。1分ほどしてからもう一度試してください。",
    FEATURE_OFF:
      "ここの顔の入れ替えサービスは、この機能に対応していません。このボットの管理者に知らせてください。",
    TASK_CANCELLED: "顔の入れ替えはキャンセルされました。",
    NOT_FOUND: "このコマンドはもうありません。Discordを再読み込みして、もう一度試してください。",
    RATE_LIMITED: "少し速すぎます。1分ほどしてからもう一度試してください。",
    ourFault: "こちらで問題が起きました。あなたのせいではありません。もう一度試してください。",
    serviceBusy: "顔の入れ替えサービスが混み合っています。数分後にもう一度試してください。",
    serviceTrouble: "顔の入れ替えサービスに問題が起きています。数分後にもう一度試してください。",
    ownerMustAct:
      "今は顔の入れ替えができません。サービスに接続を断られています。このボットの管理者に知らせてください。",
    maintenance: "顔の入れ替えサービスはメンテナンス中です。あとでもう一度試してください。",
    tookTooLong: "時間がかかりすぎたので止めました。もっと短いGIFを試してください。",
  },
  serviceSaid: (detail) => `サービスからのメッセージ：「${detail}」`,
  reference: (reference) => `参照番号 \`${reference}\`：このボットの管理者がログで確認できます。`,
  costNothing: "クレジットは減っていません。",
};

/** "これはPNG画像で、", when it is known what the file is instead. */
function butIs(kind: unknown, topic = "これは"): string {
  const name = kindName(kind, kinds);
  return name === undefined ? topic : `${topic}${name}で、`;
}

function readable(kind: unknown): string {
  return kind === "heic"
    ? "JPEGで送ってください。スクリーンショットでも大丈夫です。"
    : "PNG、JPEG、WebP、AVIFのどれかを使ってください。";
}

function subject({ role }: ErrorFacts): string {
  if (role === "target") return "このGIF";
  return role === "face" ? "顔の画像" : "このファイル";
}

function whoIsShort({ purse: whose }: ErrorFacts): string {
  if (whose === "pool") return "サーバー共有の";
  return whose === "owner" ? "このボット全体の" : "";
}

function refill({ resetsAt }: ErrorFacts): string {
  if (typeof resetsAt !== "number") return "あとでもう一度試してください。";
  return `${time(resetsAt, "R")}に新しく増えます。`;
}
