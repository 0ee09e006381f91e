import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { OptionText } from "../option-text.ts";

const { number, count } = createCounting("en");

/** What a setting says; null where nothing was decided. */
type Value = string | number | null;

/** What moderators read when they decide what their server allows. */
export const en = {
  description: "What this server allows",
  subcommands: {
    show: "What this server allows now",
    swaps: "Turn swaps on or off, also for those who bring me along themselves",
    channel: "Where swaps are allowed or denied",
    role: "Which roles may swap; without any, everybody may",
    ageRestriction: "Whether swaps are for age-restricted channels",
    avatars: "Whose profile picture may be used as a face",
    limits: "How much at once, and how long",
    prices: "What a GIF costs of the credits that people have here",
    logChannel:
      "Where reports and every act of a moderator are posted; leave the channel out to stop that",
    history: "Who changed or decided what lately",
  },
  options: {
    on: { name: "on", description: "On or off" },
    channel: { name: "channel", description: "Which channel" },
    channelRule: { name: "rule", description: "One allowed channel denies all that are not" },
    role: { name: "role", description: "Which role" },
    mayUse: { name: "may-swap", description: "May members with this role swap?" },
    ageRule: { name: "where", description: "Where swaps are allowed" },
    avatarRule: { name: "whose", description: "Whose profile picture" },
    frames: { name: "frames", description: "Most frames of a GIF" },
    perPerson: { name: "per-person", description: "Swaps of one member at the same time" },
    perServer: { name: "per-server", description: "Swaps of all members at the same time" },
    framesPerCredit: { name: "frames-per-credit", description: "Frames of a GIF for one credit" },
    mostCredits: { name: "most-credits", description: "Most credits that a GIF costs" },
  } satisfies Record<string, OptionText>,
  channelRules: { allowed: "allowed", denied: "denied", neither: "no rule" },
  ageRules: {
    anywhere: "anywhere",
    only: "only in age-restricted channels",
    never: "never in age-restricted channels",
  },
  avatarRules: {
    nobody: "nobody's",
    self: "only their own",
    consent: "anybody's who says yes",
  },
  names: {
    swaps: "swaps",
    channel: (channel: string) => `the rule for ${channel}`,
    role: (role: string) => `whether ${role} may swap`,
    ageRestriction: "where swaps are allowed",
    avatars: "whose profile picture may be a face",
    frames: "the most frames",
    perPerson: "the most swaps of one member at a time",
    perServer: "the most swaps of all at a time",
    framesPerCredit: "the frames for one credit",
    mostCredits: "the most credits for a GIF",
    pool: "the pool of this server",
    logChannel: "the log channel",
    account: (who: string) => `the credits of ${who}`,
    report: (swap: string) => `the report of swap ${swap}`,
    swap: (swap: string) => `swap ${swap}`,
  },
  /** What a moderator's verdict made of something, by its name in the log. */
  states: {
    active: "usable",
    frozen: "frozen",
    shown: "shown",
    deleted: "deleted",
    open: "open",
    hidden: "hidden",
    dismissed: "dismissed",
    "could not be hidden": "could not be hidden",
  },
  on: "on",
  off: "off",
  mayUse: "may swap",
  lines: {
    swaps: (state: string) => `Swaps: **${state}**`,
    allowed: (channels: string) => `Allowed only in ${channels}`,
    denied: (channels: string) => `Denied in ${channels}`,
    everywhere: "Allowed in every channel",
    roles: (roles: string) => `Only members with ${roles} may swap`,
    everyone: "Everybody may swap",
    ageRestriction: (rule: string) => `By age restriction: ${rule}`,
    avatars: (rule: string) => `Profile pictures as faces: ${rule}`,
    limits: (frames: number, person: number, server: number) =>
      `A GIF has at most ${count(frames, { one: "frame", other: "frames" })}; swaps at a time: ${number(person)} of a member, ${number(server)} of all`,
    log: (channel: string | undefined) =>
      channel === undefined
        ? "No log channel: reports go to whoever runs me. Choose one with `/settings log-channel`."
        : `Log channel, also for reports: ${channel}`,
  },
  history: "What moderators did lately, newest first:",
  noHistory: "Nobody has changed anything yet.",
  entry: (at: number, by: string, what: string, before: Value, after: Value) =>
    `${time(at, "f")} ${by}: ${what}: ${before ?? "none"} → ${after ?? "none"}`,
  older: (entries: number) => `… and ${count(entries, { one: "older one", other: "older ones" })}`,
};

export type SettingsText = typeof en;
