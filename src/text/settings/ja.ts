import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { SettingsText } from "./en.ts";

const { number } = createCounting("ja");

export const ja: SettingsText = {
  description: "このサーバーで許可すること",
  subcommands: {
    show: "このサーバーで今許可されていること",
    swaps: "入れ替えのオンとオフ。自分で私を連れてきた人にも効きます",
    channel: "入れ替えを許可または禁止する場所",
    role: "入れ替えができるロール。指定がなければ全員",
    ageRestriction: "年齢制限チャンネルでの入れ替え",
    avatars: "誰のプロフィール画像を顔に使えるか",
    limits: "同時にできる数と長さ",
    prices: "このサーバーのクレジットでGIFにかかる料金",
    logChannel: "通報とモデレーターの操作を投稿する場所。チャンネルを指定しなければ投稿しません",
    history: "最近、誰が何を変えたか、決めたか",
  },
  options: {
    on: { name: "オン", description: "オンかオフか" },
    channel: { name: "チャンネル", description: "どのチャンネルか" },
    channelRule: {
      name: "ルール",
      description: "許可したチャンネルがあると、ほかはすべて禁止になります",
    },
    role: { name: "ロール", description: "どのロールか" },
    mayUse: { name: "許可", description: "このロールの人は入れ替えができますか？" },
    ageRule: { name: "場所", description: "入れ替えができる場所" },
    avatarRule: { name: "誰の", description: "誰のプロフィール画像か" },
    frames: { name: "フレーム数", description: "GIFの最大フレーム数" },
    perPerson: { name: "1人あたり", description: "1人が同時にできる数" },
    perServer: { name: "サーバー全体", description: "全員で同時にできる数" },
    framesPerCredit: {
      name: "1クレジットのフレーム数",
      description: "1クレジットで入れ替えられるGIFのフレーム数",
    },
    mostCredits: { name: "最大クレジット", description: "GIF1つにかかる最大のクレジット" },
  },
  channelRules: { allowed: "許可", denied: "禁止", neither: "ルールなし" },
  ageRules: {
    anywhere: "どこでも",
    only: "年齢制限チャンネルだけ",
    never: "年齢制限チャンネル以外だけ",
  },
  avatarRules: {
    nobody: "誰のも不可",
    self: "自分のだけ",
    consent: "同意した人のものなら可",
  },
  names: {
    swaps: "入れ替え",
    channel: (channel) => `${channel}のルール`,
    role: (role) => `${role}の利用`,
    ageRestriction: "入れ替えができる場所",
    avatars: "顔に使えるプロフィール画像",
    frames: "最大フレーム数",
    perPerson: "1人が同時にできる数",
    perServer: "全員で同時にできる数",
    framesPerCredit: "1クレジットのフレーム数",
    mostCredits: "GIF1つの最大クレジット",
    pool: "サーバー全体の上限",
    logChannel: "記録用のチャンネル",
    account: (who) => `${who} さんのクレジット`,
    report: (swap) => `${swap} への通報`,
    swap: (swap) => `入れ替え ${swap}`,
  },
  states: {
    active: "利用可",
    frozen: "凍結",
    shown: "公開",
    deleted: "削除",
    open: "未対応",
    hidden: "非表示",
    dismissed: "却下",
    "could not be hidden": "非表示にできず",
  },
  on: "オン",
  off: "オフ",
  mayUse: "利用可",
  lines: {
    swaps: (state) => `入れ替え：**${state}**`,
    allowed: (channels) => `${channels}でのみ許可`,
    denied: (channels) => `${channels}では禁止`,
    everywhere: "すべてのチャンネルで許可",
    roles: (roles) => `${roles}だけが利用可`,
    everyone: "全員が利用可",
    ageRestriction: (rule) => `年齢制限：${rule}`,
    avatars: (rule) => `顔に使えるプロフィール画像：${rule}`,
    limits: (frames, person, server) =>
      `最大${number(frames)}フレーム、同時に1人${number(person)}件、全員で${number(server)}件まで`,
    log: (channel) =>
      channel === undefined
        ? "ログチャンネルなし：通報は私の運営者に届きます。`/settings log-channel`で選べます。"
        : `ログチャンネル（通報も）：${channel}`,
  },
  history: "モデレーターの最近の操作（新しい順）：",
  noHistory: "まだ誰も何も変えていません。",
  entry: (at, by, what, before, after) =>
    `${time(at, "f")} ${by}：${what}：${before ?? "なし"} → ${after ?? "なし"}`,
  older: (entries) => `… ほか${number(entries)}件`,
};
