import { z } from "zod";

/** Where swaps are allowed by Discord's age restriction. */
const ageRules = ["anywhere", "only", "never"] as const;
/** Whose avatar may be taken as a face, and whose face may be replaced: `consent`: anyone's who says yes. */
const avatarRules = ["nobody", "self", "consent"] as const;
const channelRules = ["allowed", "denied"] as const;
type AgeRule = (typeof ageRules)[number];
type AvatarRule = (typeof avatarRules)[number];
type ChannelRule = (typeof channelRules)[number];

type LimitName = "frames" | "running-person" | "running-server";
/** `most`: of one GIF. */
type PriceName = "frames-per-credit" | "most";

/** One rule of a server, as its moderators change it. Credits are whole and not negative. */
export type SettingChange =
  /** `undefined` takes the role's allowance away. */
  | { readonly what: "role"; readonly roleId: string; readonly credits: number | undefined }
  /** For everybody; `undefined`: what the bot gives. */
  | { readonly what: "everyone"; readonly credits: number | undefined }
  /** On top, for whoever boosts the server. */
  | { readonly what: "booster bonus"; readonly credits: number }
  /** For all together in a period; `undefined`: no limit. */
  | { readonly what: "pool"; readonly credits: number | undefined }
  | { readonly what: "log channel"; readonly channelId: string | undefined }
  /** The switch of the whole server; it holds for those who bring the bot along, too. */
  | { readonly what: "swaps"; readonly on: boolean }
  /** `undefined`: as if never named. One that is allowed denies all that are not named. */
  | { readonly what: "channel"; readonly channelId: string; readonly rule: ChannelRule | undefined }
  /** May members with this role use the bot? With one that may, all without one may not. */
  | { readonly what: "user role"; readonly roleId: string; readonly mayUse: boolean }
  | { readonly what: "age restriction"; readonly rule: AgeRule }
  | { readonly what: "avatars"; readonly rule: AvatarRule }
  /** Never more than the bot's own ceiling; `undefined`: that. */
  | { readonly what: "limit"; readonly name: LimitName; readonly most: number | undefined }
  /** `undefined`: the bot's own. */
  | { readonly what: "price"; readonly name: PriceName; readonly value: number | undefined };

const value = z.union([z.int(), z.string()]).nullable();
export type SettingValue = z.infer<typeof value>;

/** Never edited: who changed which rule or did what as a moderator, why, from what to what. */
const settingEntry = z.object({
  seq: z.int(),
  id: z.string(),
  at: z.number(),
  by: z.string(),
  why: z.string(),
  what: z.string(),
  change: z.tuple([value, value]),
});

export const serverSettings = z.object({
  v: z.literal(1),
  seq: z.int(),
  /** The log up to this entry is in the audit file. */
  exported: z.int(),
  everyone: z.int().optional(),
  roles: z.record(z.string(), z.int()),
  boosterBonus: z.int(),
  pool: z.int().optional(),
  logChannelId: z.string().optional(),
  isOff: z.boolean().default(false),
  channels: z.record(z.string(), z.enum(channelRules)).default({}),
  userRoles: z.array(z.string()).default([]),
  ageRule: z.enum(ageRules).default("anywhere"),
  avatars: z.enum(avatarRules).default("consent"),
  most: z
    .partialRecord(z.enum(["frames", "running-person", "running-server"]), z.int())
    .default({}),
  prices: z.partialRecord(z.enum(["frames-per-credit", "most"]), z.int()).default({}),
  log: z.array(settingEntry),
});
export type ServerSettings = z.infer<typeof serverSettings>;

export const noSettings: ServerSettings = {
  v: 1,
  seq: 0,
  exported: 0,
  roles: {},
  boosterBonus: 0,
  isOff: false,
  channels: {},
  userRoles: [],
  ageRule: "anywhere",
  avatars: "consent",
  most: {},
  prices: {},
  log: [],
};

/** The settings with one rule changed. */
export function withChange(settings: ServerSettings, change: SettingChange): ServerSettings {
  switch (change.what) {
    case "role": {
      const { [change.roleId]: _, ...roles } = settings.roles;
      const { credits } = change;
      return {
        ...settings,
        roles: credits === undefined ? roles : { ...roles, [change.roleId]: credits },
      };
    }
    case "everyone":
      return { ...settings, everyone: change.credits };
    case "booster bonus":
      return { ...settings, boosterBonus: change.credits };
    case "pool":
      return { ...settings, pool: change.credits };
    case "log channel":
      return { ...settings, logChannelId: change.channelId };
    case "swaps":
      return { ...settings, isOff: !change.on };
    case "channel": {
      const { [change.channelId]: _, ...channels } = settings.channels;
      const { rule } = change;
      return {
        ...settings,
        channels: rule === undefined ? channels : { ...channels, [change.channelId]: rule },
      };
    }
    case "user role": {
      const others = settings.userRoles.filter((one) => one !== change.roleId);
      return { ...settings, userRoles: change.mayUse ? [...others, change.roleId] : others };
    }
    case "age restriction":
      return { ...settings, ageRule: change.rule };
    case "avatars":
      return { ...settings, avatars: change.rule };
    case "limit": {
      const { [change.name]: _, ...others } = settings.most;
      const { most } = change;
      return {
        ...settings,
        most: most === undefined ? others : { ...others, [change.name]: most },
      };
    }
    case "price": {
      const { [change.name]: _, ...others } = settings.prices;
      const { value: price } = change;
      return {
        ...settings,
        prices: price === undefined ? others : { ...others, [change.name]: price },
      };
    }
    default:
      return change satisfies never;
  }
}

/** What the settings say about the rule that a change is about. */
export function settingValue(settings: ServerSettings, change: SettingChange): SettingValue {
  switch (change.what) {
    case "role":
      return settings.roles[change.roleId] ?? null;
    case "everyone":
      return settings.everyone ?? null;
    case "booster bonus":
      return settings.boosterBonus;
    case "pool":
      return settings.pool ?? null;
    case "log channel":
      return settings.logChannelId ?? null;
    case "swaps":
      return settings.isOff ? "off" : "on";
    case "channel":
      return settings.channels[change.channelId] ?? null;
    case "user role":
      return settings.userRoles.includes(change.roleId) ? "may use" : null;
    case "age restriction":
      return settings.ageRule;
    case "avatars":
      return settings.avatars;
    case "limit":
      return settings.most[change.name] ?? null;
    case "price":
      return settings.prices[change.name] ?? null;
    default:
      return change satisfies never;
  }
}

/** The rule that a change is about, for the log. */
export function settingName(change: SettingChange): string {
  switch (change.what) {
    case "role":
      return `role ${change.roleId}`;
    case "channel":
      return `channel ${change.channelId}`;
    case "user role":
      return `user role ${change.roleId}`;
    case "limit":
      return `limit ${change.name}`;
    case "price":
      return `price ${change.name}`;
    case "everyone":
    case "booster bonus":
    case "pool":
    case "log channel":
    case "swaps":
    case "age restriction":
    case "avatars":
      return change.what;
    default:
      return change satisfies never;
  }
}
