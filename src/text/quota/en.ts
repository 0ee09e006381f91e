import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { OptionText } from "../option-text.ts";

const { number, count } = createCounting("en");
const credits = { one: "credit", other: "credits" };
const extra = { one: "extra credit", other: "extra credits" };

/** A mention of whoever did it; undefined when they read it themselves. */
type Who = string | undefined;
/** What a rule said; null where there was none. */
type Value = string | number | null;

const subject = (who: Who) => who ?? "You";
const value = (of: Value, none: string) => (typeof of === "number" ? number(of) : (of ?? none));

/** One text a name. */
type Options = Readonly<Record<OptionName, OptionText>>;
type OptionName =
  | "member"
  | "reason"
  | "role"
  | "boosterBonus"
  | "noLimit"
  | "channel"
  | "howMany"
  | "ownAllowance"
  | "roleAllowance"
  | "poolSize";

const options: Options = {
  member: { name: "member", description: "Whose credits" },
  reason: { name: "reason", description: "Why; it stands in the history and the log channel" },
  role: { name: "role", description: "Which role" },
  boosterBonus: {
    name: "booster-bonus",
    description: "On top for whoever boosts this server; 0 for none",
  },
  noLimit: { name: "no-limit", description: "Take the limit off" },
  channel: { name: "channel", description: "Where I may write" },
  howMany: { name: "credits", description: "How many" },
  ownAllowance: {
    name: "credits",
    description: "For each period; leave it out to go back to the rules",
  },
  roleAllowance: {
    name: "credits",
    description: "For each period; leave it out to take the role's allowance away",
  },
  poolSize: { name: "credits", description: "For all together in each period" },
};

/** What moderators read when they steer credits, and what the server's log channel says about it. */
export const en = {
  description: "Steer the credits of this server's members",
  subcommands: {
    show: "What a member has, which rule gave it, and when there are new credits",
    history: "The last things that happened to a member's credits",
    grant: "Give extra credits, which are kept until they are spent",
    take: "Take credits away, never more than are left",
    set: "Set a member's own allowance, which goes before every role",
    reset: "Begin a member's period anew: nothing is used",
    freeze: "Stop a member from starting swaps; running ones go on",
    unfreeze: "Let a member start swaps again",
    roles: "List what roles get, or set it: @everyone is the allowance of the whole server",
    pool: "Show or set what all members together can spend in a period",
    logChannel: "Post reports and what moderators do to a channel; leave it out to stop that",
  },
  options,
  acts: {
    grant: (who: Who, whom: string, given: number) =>
      `${subject(who)} gave ${count(given, extra)} to ${whom}`,
    take: (who: Who, whom: string, taken: number) =>
      `${subject(who)} took ${count(taken, credits)} from ${whom}`,
    set: (who: Who, whom: string, allowance?: number) =>
      allowance === undefined
        ? `${subject(who)} took off the own allowance of ${whom}`
        : `${subject(who)} set an allowance of ${count(allowance, credits)} for ${whom}`,
    reset: (who: Who, whom: string) => `${subject(who)} began the period anew for ${whom}`,
    freeze: (who: Who, whom: string) => `${subject(who)} froze the credits of ${whom}`,
    unfreeze: (who: Who, whom: string) => `${subject(who)} unfroze the credits of ${whom}`,
  },
  /** After one of `acts`. */
  creditsLeft: (act: string, before: number, after: number) =>
    `${act}: ${number(before)} → ${count(after, credits)} left.`,
  reason: (why: string) => ` Reason: ${why}`,
  /** After a sentence for the log channel, when it could not be posted there. */
  notPosted: "I could not post this to the log channel. May I see it and write there?",
  allowanceOfEveryone: "the allowance of everyone",
  allowanceOfRole: (role: string) => `the allowance of the role ${role}`,
  bonusOfBoosters: "the bonus of boosters",
  changed: (who: Who, what: string, before: Value, after: Value) =>
    `${subject(who)} changed ${what}: ${value(before, "none")} → ${value(after, "none")}.`,
  /** In place of `changed`, where a rule says what it said before. */
  unchanged: (what: string, of: Value) =>
    `Nothing changed: it was like that already (${what}: ${value(of, "none")}).`,
  whichRole: "Please say which `role` gets these credits; @everyone is a role, too.",
  rolesHeading: "What members get each period, the best of their roles first:",
  roleGets: (role: string, allowance: number) => `${role}: ${count(allowance, credits)}`,
  everyoneElse: (allowance: number | undefined) =>
    allowance === undefined
      ? "Everyone else: what this bot gives everybody"
      : `Everyone else: ${count(allowance, credits)}`,
  boostersGet: (bonus: number) => `Boosters: ${number(bonus)} more`,
  moreRoles: (more: number) => `… and ${count(more, { one: "more role", other: "more roles" })}.`,
  creditsOrNoLimit: "Please give either a number of `credits` or `no-limit`, not both.",
  noPool: "This server has no common limit. Set one with `/quota pool credits:`.",
  pool: (left: number, size: number, resetsAt: number) =>
    `The pool has **${number(left)}** of ${count(size, credits)} left. New ones ${time(resetsAt, "R")}.`,
  poolChanged: (who: Who, before: Value, after: Value) =>
    `${subject(who)} changed the pool of this server: ${value(before, "no limit")} → ${value(after, "no limit")}.`,
  noLogChannel: "Nothing is posted any more; reports go to whoever runs me.",
  logChannel: (channel: string) =>
    `Reports and what moderators do are posted to ${channel} from now on.`,
  logChannelChosen: (who: string) =>
    `${who} chose this channel for reports and for what moderators do.`,
  noHistory: (whom: string) => `Nothing has happened to the credits of ${whom} yet.`,
  historyHeading: (whom: string) => `The credits of ${whom}, newest first:`,
  olderEntries: (older: number) =>
    `… and ${count(older, { one: "older one", other: "older ones" })}`,
};

export type QuotaText = typeof en;
