import { z } from "zod";
import { AppError } from "../core/errors.ts";
import type { Clock } from "../core/clock.ts";
import type { Records } from "../storage/store.ts";

/** One rule of a server: what its moderators decide about credits. Credits are whole and not negative. */
export type SettingChange =
  /** `undefined` takes the role's allowance away. */
  | { readonly what: "role"; readonly roleId: string; readonly credits: number | undefined }
  /** For everybody; `undefined`: what the bot gives. */
  | { readonly what: "everyone"; readonly credits: number | undefined }
  /** On top, for whoever boosts the server. */
  | { readonly what: "booster bonus"; readonly credits: number }
  /** For all together in a period; `undefined`: no limit. */
  | { readonly what: "pool"; readonly credits: number | undefined }
  | { readonly what: "log channel"; readonly channelId: string | undefined };

const value = z.union([z.int(), z.string()]).nullable();

/** Never edited: who changed which rule, why, from what to what. */
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
  log: z.array(settingEntry),
});
export type ServerSettings = z.infer<typeof serverSettings>;

/** Who asks for a change, by which command, and why. */
export interface CommandCause {
  /** The interaction's id: nothing is done twice for one. */
  readonly id: string;
  readonly by: string;
  readonly why: string;
}

/** Both `null` where there is no value. */
interface Changed {
  readonly before: string | number | null;
  readonly after: string | number | null;
}

export interface ServerRules {
  get(guildId: string): Promise<ServerSettings>;
  change(guildId: string, change: SettingChange, cause: CommandCause): Promise<Changed>;
}

const keptEntries = 50;
const noSettings: ServerSettings = {
  v: 1,
  seq: 0,
  exported: 0,
  roles: {},
  boosterBonus: 0,
  log: [],
};

export function createServerRules(records: Records<ServerSettings>, clock: Clock): ServerRules {
  return {
    get: async (guildId) => (await records.get(guildId)) ?? noSettings,

    async change(guildId, change, cause) {
      let result: Changed | undefined;
      await records.update(guildId, (before = noSettings) => {
        const done = before.log.find(({ id }) => id === cause.id);
        if (done) {
          result = { before: done.change[0], after: done.change[1] };
          return before;
        }
        const next = withChange(before, change);
        result = { before: valueOf(before, change), after: valueOf(next, change) };
        const seq = before.seq + 1;
        const what = change.what === "role" ? `role ${change.roleId}` : change.what;
        const entry = {
          ...cause,
          seq,
          at: clock(),
          what,
          change: [result.before, result.after] satisfies [unknown, unknown],
        };
        const oldest = Math.min(before.exported, seq - keptEntries);
        return { ...next, seq, log: [...before.log, entry].filter((one) => one.seq > oldest) };
      });
      if (!result) throw new AppError("INTERNAL", { message: "A change of rules did not run." });
      return result;
    },
  };
}

function withChange(settings: ServerSettings, change: SettingChange): ServerSettings {
  const { everyone, pool, logChannelId, ...rest } = settings;
  const { [change.what === "role" ? change.roleId : ""]: _, ...roles } = rest.roles;
  const next = {
    everyone: change.what === "everyone" ? change.credits : everyone,
    pool: change.what === "pool" ? change.credits : pool,
    logChannelId: change.what === "log channel" ? change.channelId : logChannelId,
  };
  return {
    ...rest,
    boosterBonus: change.what === "booster bonus" ? change.credits : rest.boosterBonus,
    roles:
      change.what === "role" && change.credits !== undefined
        ? { ...roles, [change.roleId]: change.credits }
        : roles,
    ...(next.everyone !== undefined && { everyone: next.everyone }),
    ...(next.pool !== undefined && { pool: next.pool }),
    ...(next.logChannelId !== undefined && { logChannelId: next.logChannelId }),
  };
}

function valueOf(settings: ServerSettings, change: SettingChange): string | number | null {
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
    default:
      return change satisfies never;
  }
}
