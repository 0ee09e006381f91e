import { isDeepStrictEqual } from "node:util";

interface NamedCommand {
  readonly name: string;
  readonly type?: number | undefined;
  readonly [key: string]: unknown;
}

/** What Discord adds to a command; none of it is ours to say. `dm_permission` is the old form of `contexts`. */
const foreignKeys: ReadonlySet<string> = new Set([
  "id",
  "application_id",
  "guild_id",
  "version",
  "dm_permission",
  "name_localized",
  "description_localized",
]);

/** The type of a command that does not say. */
const chatInput = 1;

/**
 * What must change to make `there` (as Discord lists it) equal to `wanted` (as we send it), one line a change.
 * A key that is absent, null, false or empty says the same, and lists of numbers have no order.
 */
export function commandDifference(
  there: readonly NamedCommand[],
  wanted: readonly NamedCommand[],
): string[] {
  const old = new Map(there.map((command) => [keyOf(command), command]));
  const names = new Set(wanted.map(keyOf));

  const gone = there.filter((command) => !names.has(keyOf(command)));
  return [
    ...wanted.flatMap((command) => {
      const before = old.get(keyOf(command));
      if (before === undefined) return [`+ ${command.name}`];
      const paths = differingPaths(before, command, "");
      return paths.length === 0 ? [] : [`~ ${command.name}: ${paths.join(", ")}`];
    }),
    ...gone.map((command) => `- ${command.name}`),
  ];
}

const keyOf = (command: NamedCommand) => `${command.type ?? chatInput} ${command.name}`;

/** The places in which two JSON values differ, like `options.0.description`. */
function differingPaths(one: unknown, other: unknown, path: string): string[] {
  if (isNothing(one) && isNothing(other)) return [];
  if (isBranch(one) && isBranch(other) && Array.isArray(one) === Array.isArray(other)) {
    const left = new Map<string, unknown>(Object.entries(ordered(one)));
    const right = new Map<string, unknown>(Object.entries(ordered(other)));
    const keys = new Set([...left.keys(), ...right.keys()]);
    return [...keys]
      .filter((key) => !foreignKeys.has(key))
      .flatMap((key) => differingPaths(left.get(key), right.get(key), join(path, key)));
  }
  return isDeepStrictEqual(one, other) ? [] : [path];
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isNothing(value: unknown): boolean {
  // Discord gives entries in the menu of messages an empty description.
  if (value === undefined || value === null || value === false || value === "") return true;
  return isBranch(value) && Object.keys(value).length === 0;
}

function ordered(value: object): object {
  const isNumbers = Array.isArray(value) && value.every((item) => typeof item === "number");
  return isNumbers ? value.toSorted((a, b) => a - b) : value;
}

const join = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);
