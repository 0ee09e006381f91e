import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";

const { number, count } = createCounting("en");
const credits = { one: "credit", other: "credits" };
const bonusPart = (bonus: number | undefined) =>
  bonus === undefined ? "" : `, ${number(bonus)} of it for boosting this server`;

/** What people read about their credits, and about results that wait for them. */
export const en = {
  description: "How many credits you have here, why, and when you get new ones",
  left: (left: number, parts: readonly string[]) =>
    `**${count(left, credits)}** left — ${parts.join(", ")}.`,
  eachPeriod: (allowance: number) => `${number(allowance)} each period`,
  used: (used: number) => `${number(used)} used`,
  held: (held: number) => `${number(held)} held by running swaps`,
  extra: (extra: number) => `${number(extra)} extra`,
  /** Which rule gives the allowance; `bonus` is what of it is for boosting. */
  from: {
    own: () => "The allowance was set for this account alone.",
    role: (role: string, bonus?: number) =>
      `The allowance comes from the role ${role}${bonusPart(bonus)}.`,
    server: (bonus?: number) =>
      `The allowance is the one for everyone in this server${bonusPart(bonus)}.`,
    bot: (bonus?: number) =>
      `The allowance is the one that this bot gives everybody${bonusPart(bonus)}.`,
  },
  newOnes: (at: number) => `New ones ${time(at, "R")}.`,
  frozen: "The account is **frozen**: no new swaps.",
  prices: (frames: number, most: number) =>
    `A picture costs 1; a GIF 1 for each started ${count(frames, { one: "frame", other: "frames" })} and face, at most ${number(most)}. Failed swaps cost nothing.`,
  lately: "Lately:",
  acts: {
    hold: "held for a swap",
    settle: "swap done",
    release: "given back",
    refund: "given back",
    grant: "granted",
    take: "taken away",
    set: "own allowance",
    reset: "period reset",
    freeze: "frozen",
    unfreeze: "unfrozen",
    carry: "clock corrected",
    open: "opened",
  },
  byTheRules: "by the rules",
  entry: (at: string, what: string, who: string | undefined, why: string) =>
    `${at} ${what}${who === undefined ? "" : ` by ${who}`}${why === "" ? "" : `: ${why}`}`,
  waiting: "Finished swaps that wait for you:",
  waitingResult: (askedAt: number, keptUntil: number) =>
    `asked for ${time(askedAt, "R")}; unless you open it, the credits come back ${time(keptUntil, "R")}`,
  showResult: (place: number) => `Show result ${place}`,
  moreWaiting: (more: number) => `… and ${number(more)} more, once you have opened these.`,
};

export type CreditsText = typeof en;
