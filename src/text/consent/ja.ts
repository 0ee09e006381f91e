import { shownLink, time } from "../markdown.ts";
import type { ConsentText } from "./en.ts";

export const ja: ConsentText = {
  yes: "はい、どうぞ",
  no: "いいえ",
  waiting: (memberId, endsAt) =>
    `<@${memberId}> に確認しています。「はい」と言われるまで何も始まらず、クレジットも減りません。締め切りは${time(endsAt, "R")}です。`,
  question: ({ memberId, askerId, targetUrl, endsAt }) => {
    const link = shownLink(targetUrl);
    const gif = link === undefined ? "GIF" : `[このGIF](${link})`;
    return `<@${memberId}> さん、<@${askerId}> さんがあなたのプロフィール画像の顔を${gif}に入れたいそうです。いいですか？今回の1回だけです。${time(endsAt, "R")}までに返事がなければ「いいえ」とします。`;
  },
  saidYes: (memberId) => `<@${memberId}> さんは「はい」と答えました。`,
  saidNo: (memberId) => `<@${memberId}> さんは「いいえ」と答えました。`,
  questionOver: (memberId) =>
    `<@${memberId}> さんから時間内に返事がありませんでした。「いいえ」とします。`,
  refused: (memberId) =>
    `<@${memberId}> さんに断られたので、何も作りませんでした。クレジットは減っていません。`,
  expired: (memberId) =>
    `<@${memberId}> さんから時間内に返事がなかったので、何も作りませんでした。クレジットは減っていません。`,
  unaskable: (memberId) =>
    `ここでは <@${memberId}> さんに確認できなかったので、何も作りませんでした。クレジットは減っていません。`,
};
