import { quoted } from "../../markdown.ts";
import type { PeopleSentences } from "./people-sentences.ts";

export const people: PeopleSentences = {
  FACE_MISSING:
    "顔を1つ選んでください。`顔` に写真を付けるか、`保存した顔` で選ぶか、`メンバー` で人を選びます。",
  FACE_SOURCES: "顔は1つだけにしてください。写真、保存した顔、メンバーのどれかです。",
  FACE_NAME_INVALID: ({ limit }) =>
    limit === undefined
      ? "その名前は使えません。別の名前にしてください。"
      : `名前は1〜${limit}文字です。別の名前にしてください。`,
  FACE_NAME_TAKEN: ({ name }) =>
    name === undefined
      ? "その名前の顔はもうあります。先に削除するか、別の名前にしてください。"
      : `「${quoted(`${name}`)}」という顔はもうあります。先に削除するか、別の名前にしてください。`,
  TOO_MANY_SAVED_FACES: ({ limit }) =>
    limit === undefined
      ? "これ以上は保存できません。先に `/faces delete` で1つ削除してください。"
      : `保存できる顔は${limit}個までです。先に \`/faces delete\` で1つ削除してください。`,
  SAVED_FACE_UNKNOWN: "その顔は保存されていません。`/faces list` で確認できます。",
  SAVED_FACE_UNREADABLE: ({ name }) =>
    name === undefined
      ? "その顔を開けなくなりました。削除して、もう一度保存してください。"
      : `顔「${quoted(`${name}`)}」を開けなくなりました。削除して、もう一度保存してください。`,
  MEMBER_IS_BOT: "それはボットなので、同意できません。人を選んでください。",
  MEMBER_WITHOUT_PICTURE: "その人にはプロフィール画像がありません。写真を使ってください。",
  MEMBER_OPTED_OUT:
    "その人は、ほかの人に自分の画像を使われたくないそうです。別の顔を選んでください。",
  MEMBERS_FORBIDDEN: "このサーバーでは、メンバーの画像を顔として使えません。",
  MEMBER_CANNOT_ANSWER:
    "先に本人に聞く必要がありますが、ここでは聞けません。2人とも見えるチャンネルで試してください。",
  ASKED_ALREADY: "前の質問の返事をまだ待っています。1つずつお願いします。",
  REFUSED_LATELY: "少し前に断られたので、今日はもう聞きません。",
  QUESTION_OVER: "その質問はもう終わっています。",
  QUESTION_FOR_ANOTHER: "その質問はほかの人へのものです。本人だけが答えられます。",
  AUTHOR_OPTED_OUT:
    "投稿した人は、自分の画像をほかの人に変えられたくないそうです。別のものを選んでください。",
  NO_MEDIA_IN_MESSAGE:
    "そのメッセージにはGIFも動画も画像も見つかりません。別のメッセージを試してください。",
  CONSENT_UNTICKED:
    "チェック欄「この顔を使ってもよい」に印を入れるか、使ってもよい顔を選んでください。",
  FORM_OVER:
    "フォームを開いたまま時間がたちすぎました。メッセージのメニューから開き直してください。",
  FILE_MISSING:
    "ファイルを1つください。`ファイル` に付けるか、`リンク` に貼るか、どちらか一方です。",
  MARKS_UNREADABLE: "マークを読めるのはGIFとPNGだけで、このファイルはどちらでもありません。",
  BUTTON_OF_ANOTHER: "これはほかの人のボタンです。",
};
