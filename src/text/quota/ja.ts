import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { QuotaText } from "./en.ts";

const { number } = createCounting("ja");

const subject = (who: string | undefined) => (who === undefined ? "" : `${who} さんが `);
const value = (of: string | number | null, none: string) =>
  typeof of === "number" ? number(of) : (of ?? none);

export const ja: QuotaText = {
  description: "このサーバーのメンバーのクレジットを管理します",
  subcommands: {
    show: "メンバーの残り、その根拠のルール、次に増えるときを表示します",
    history: "メンバーのクレジットの最近の動きを表示します",
    grant: "追加クレジットを付与します。使うまで残ります",
    take: "クレジットを減らします。残りより多くは減りません",
    set: "メンバー個別の量を設定します。どのロールより優先されます",
    reset: "メンバーの期間を最初からやり直し、使用済みを0にします",
    freeze: "メンバーが新しい入れ替えを始められないようにします。処理中のものは続きます",
    unfreeze: "メンバーがまた入れ替えを始められるようにします",
    roles: "ロールごとの量を表示・設定します。@everyoneはサーバー全体の量です",
    pool: "全員で期間中に使える合計を表示・設定します",
    logChannel: "通報とモデレーターの操作をチャンネルに投稿します。省略すると止めます",
  },
  options: {
    member: { name: "メンバー", description: "だれのクレジットか" },
    reason: { name: "理由", description: "履歴とログチャンネルに残る理由" },
    role: { name: "ロール", description: "どのロールか" },
    boosterBonus: {
      name: "ブースト特典",
      description: "サーバーをブーストした人への上乗せ。0でなし",
    },
    noLimit: { name: "無制限", description: "上限をなくします" },
    channel: { name: "チャンネル", description: "投稿先のチャンネル" },
    howMany: { name: "クレジット", description: "いくつか" },
    ownAllowance: {
      name: "クレジット",
      description: "期間ごとの量。省略するとルールどおりに戻ります",
    },
    roleAllowance: {
      name: "クレジット",
      description: "期間ごとの量。省略するとロールの量をなくします",
    },
    poolSize: { name: "クレジット", description: "期間ごとに全員で使える合計" },
  },
  acts: {
    grant: (who, whom, given) =>
      `${subject(who)}${whom} さんに追加クレジットを${number(given)}付与しました`,
    take: (who, whom, taken) =>
      `${subject(who)}${whom} さんのクレジットを${number(taken)}減らしました`,
    set: (who, whom, allowance) =>
      allowance === undefined
        ? `${subject(who)}${whom} さんの個別の量をなくしました`
        : `${subject(who)}${whom} さんの量を${number(allowance)}クレジットにしました`,
    reset: (who, whom) => `${subject(who)}${whom} さんの期間を最初からにしました`,
    freeze: (who, whom) => `${subject(who)}${whom} さんのクレジットを凍結しました`,
    unfreeze: (who, whom) => `${subject(who)}${whom} さんのクレジットの凍結を解除しました`,
  },
  creditsLeft: (act, before, after) =>
    `${act}：残り${number(before)} → ${number(after)}クレジット。`,
  reason: (why) => `理由：${why}`,
  notPosted: "ログチャンネルに投稿できませんでした。閲覧と投稿の権限がありますか？",
  allowanceOfEveryone: "全員の量",
  allowanceOfRole: (role) => `ロール ${role} の量`,
  bonusOfBoosters: "ブースト特典",
  changed: (who, what, before, after) =>
    `${subject(who)}${what}を変更しました：${value(before, "なし")} → ${value(after, "なし")}。`,
  unchanged: (what, of) =>
    `変更はありません。すでにその設定です（${what}：${value(of, "なし")}）。`,
  whichRole: "どの`ロール`の量かを選んでください。@everyoneもロールです。",
  rolesHeading: "メンバーが期間ごとにもらえる量（いちばん多いロールが優先）：",
  roleGets: (role, allowance) => `${role}：${number(allowance)}クレジット`,
  everyoneElse: (allowance) =>
    allowance === undefined
      ? "そのほかの人：このボットが全員に配る量"
      : `そのほかの人：${number(allowance)}クレジット`,
  boostersGet: (bonus) => `ブーストした人：さらに${number(bonus)}`,
  moreRoles: (more) => `… ほかに${number(more)}ロール。`,
  creditsOrNoLimit: "`クレジット`の数か`無制限`の、どちらか一方を指定してください。",
  noPool: "このサーバーには共通の上限がありません。`/quota pool クレジット:` で設定できます。",
  pool: (left, size, resetsAt) =>
    `共有分は${number(size)}クレジット中、残り**${number(left)}**です。${time(resetsAt, "R")}に新しく増えます。`,
  poolChanged: (who, before, after) =>
    `${subject(who)}サーバー共有のクレジットを変更しました：${value(before, "上限なし")} → ${value(after, "上限なし")}。`,
  noLogChannel: "もう投稿されません。通報はボットの管理者に届きます。",
  logChannel: (channel) => `これから通報とモデレーターの操作を ${channel} に投稿します。`,
  logChannelChosen: (who) =>
    `${who} さんが、このチャンネルを通報とモデレーターの操作の投稿先に選びました。`,
  noHistory: (whom) => `${whom} さんのクレジットには、まだ何も動きがありません。`,
  historyHeading: (whom) => `${whom} さんのクレジット（新しい順）：`,
  olderEntries: (older) => `… ほかに古いものが${number(older)}件`,
};
