import type { ServerSentences } from "./server-sentences.ts";

export const server: ServerSentences = {
  SWAPS_OFF_HERE: "このサーバーでは入れ替えがオフになっています。モデレーターがオンに戻せます。",
  CHANNEL_NOT_ALLOWED:
    "このサーバーでは、このチャンネルでの入れ替えは許可されていません。別のチャンネルを使ってください。",
  ROLE_NOT_ALLOWED:
    "このサーバーで入れ替えを使えるのは特定のロールの人だけです。あなたにはそのロールがありません。",
  AGE_RESTRICTED_ONLY:
    "このサーバーでは、年齢制限のあるチャンネルでのみ入れ替えができます。スレッドではなく、そのチャンネルを使ってください。",
  AGE_RESTRICTED_NEVER:
    "このサーバーでは、年齢制限のあるチャンネルと、そこに属するかもしれないスレッドでは入れ替えができません。別のチャンネルを使ってください。",
  MEMBERS_SELF_ONLY:
    "このサーバーで顔として使えるのは自分の画像だけです。ほかのメンバーの画像は使えません。",
  SERVER_TOO_BUSY:
    "このサーバーでは、同時にできる数いっぱいの入れ替えが進んでいます。どれかが終わってからもう一度試してください。",
};
