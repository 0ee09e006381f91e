import { isDeepStrictEqual } from "node:util";
import { apiErrors } from "./api-error.ts";

/** A command as the bot sends it; everything but name and type is kept as it is. */
interface SentCommand {
  name: string;
  type?: number;
  options?: { name: string; type: number; required?: boolean }[];
}
type StoredCommand = Record<string, unknown> & { id: string; name: string };

export interface CommandRegistry {
  list(guildId: string | undefined): readonly StoredCommand[];
  /** Bulk overwrite: ids stay with the names, versions change with the content. */
  overwrite(guildId: string | undefined, commands: unknown): readonly StoredCommand[];
  /** The command a person picks; once some are registered, others cannot be typed. */
  find(name: string): { id: string; name: string };
}

/** The application's commands, global ones and those of single guilds. */
export function createCommandRegistry(
  applicationId: string,
  nextId: () => string,
): CommandRegistry {
  const scopes = new Map<string, StoredCommand[]>();
  const list = (guildId: string | undefined) => scopes.get(guildId ?? "") ?? [];

  function store(command: SentCommand, guildId: string | undefined): StoredCommand {
    // What stands in a menu may have spaces and capitals.
    const pattern = (command.type ?? 1) === 1 ? /^[-_\p{L}\p{N}]{1,32}$/u : /^.{1,32}$/u;
    if (!pattern.test(command.name)) {
      throw apiErrors.invalidForm(`name: ${command.name}`);
    }
    const old = list(guildId).find(
      (one) => one.name === command.name && (one["type"] ?? 1) === (command.type ?? 1),
    );
    const content = {
      type: 1,
      description: "",
      default_member_permissions: null,
      nsfw: false,
      // Discord leaves `required` out where it is false.
      ...command,
      ...(command.options && {
        options: command.options.map(({ required, ...rest }) =>
          required ? { ...rest, required } : rest,
        ),
      }),
      ...(guildId === undefined ? {} : { guild_id: guildId }),
    };
    const id = old?.id ?? nextId();
    const stored = { ...content, id, application_id: applicationId };
    const unchanged =
      old && isDeepStrictEqual({ ...old, version: undefined }, { ...stored, version: undefined });
    return { ...stored, version: unchanged ? old["version"] : nextId() };
  }

  return {
    list,
    overwrite(guildId, commands) {
      const stored = (commands as SentCommand[]).map((command) => store(command, guildId));
      scopes.set(guildId ?? "", stored);
      return stored;
    },
    find(name) {
      const all = [...scopes.values()].flat();
      const found = all.find((command) => command.name === name);
      if (found === undefined && all.length > 0) {
        throw new Error(`nobody can type /${name}: it is not registered`);
      }
      return { id: found?.id ?? nextId(), name };
    },
  };
}
