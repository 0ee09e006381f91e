import type { Clock } from "../core/clock.ts";
import { AppError } from "../core/errors.ts";
import type { Records } from "../storage/store.ts";
import { noSettings, settingName, settingValue, withChange } from "./server-settings.ts";
import type { ServerSettings, SettingChange, SettingValue } from "./server-settings.ts";

/** Who asks for a change, by which command, and why. */
export interface CommandCause {
  /** The interaction's id: nothing is done twice for one. */
  readonly id: string;
  readonly by: string;
  readonly why: string;
}

/** Both `null` where there is no value. */
interface Changed {
  readonly before: SettingValue;
  readonly after: SettingValue;
}

/** What a moderator did that changes no rule. */
interface ModeratorAct extends Changed {
  readonly what: string;
}

export interface ServerRules {
  get(guildId: string): Promise<ServerSettings>;
  change(guildId: string, change: SettingChange, cause: CommandCause): Promise<Changed>;
  /** Writes an act into the server's log, once for each `cause.id`. */
  note(guildId: string, act: ModeratorAct, cause: CommandCause): Promise<void>;
}

const keptEntries = 50;

export function createServerRules(records: Records<ServerSettings>, clock: Clock): ServerRules {
  function logged(settings: ServerSettings, act: ModeratorAct, cause: CommandCause) {
    const { what, before, after } = act;
    const seq = settings.seq + 1;
    const change: [SettingValue, SettingValue] = [before, after];
    const entry = { ...cause, seq, at: clock(), what, change };
    const oldest = Math.min(settings.exported, seq - keptEntries);
    return { ...settings, seq, log: [...settings.log, entry].filter((one) => one.seq > oldest) };
  }

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
        result = { before: settingValue(before, change), after: settingValue(next, change) };
        // A rule that says what it said before is no change, and no line among the last fifty.
        if (result.before === result.after) return before;
        return logged(next, { what: settingName(change), ...result }, cause);
      });
      if (!result) throw new AppError("INTERNAL", { message: "A change of rules did not run." });
      return result;
    },

    async note(guildId, act, cause) {
      await records.update(guildId, (before = noSettings) =>
        before.log.some(({ id }) => id === cause.id) ? before : logged(before, act, cause),
      );
    },
  };
}
