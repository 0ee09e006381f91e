import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import {
  addKey,
  disableKey,
  enableKey,
  rotateKey,
  setKeyRights,
} from "../../storage/key-changes.ts";
import type { KeyRights, NewKey } from "../../storage/key-changes.ts";
import { changeKeyFile, keyFileName, readKeyFile } from "../../storage/key-file.ts";
import type { KeyEntry } from "../../storage/key-file.ts";
import { AdminUsageError } from "./admin-command.ts";
import type { AdminCommand, AdminWorld } from "./admin-command.ts";
import { dataFile } from "./data-file.ts";

type Verb = (words: readonly string[], world: AdminWorld) => Promise<void>;
type Keys = readonly KeyEntry[];

const rightsUsage = "[--credits N] [--rate N] [--unfinished N]";

/** `npm run admin -- keys …`. Works beside a running server, which sees each change at its next call. */
export const keys: AdminCommand = {
  name: "keys",
  summary: "the API keys of the server; a figure of a key may be `default`",
  usage: [
    "list",
    `create NAME ${rightsUsage}`,
    `set NAME ${rightsUsage}`,
    "rotate NAME [--keep-old HOURS]",
    "disable NAME",
    "enable NAME",
  ],
  async run([verb, ...words], world) {
    const act = verb === undefined ? undefined : verbs.get(verb);
    if (act === undefined) {
      throw new AdminUsageError(`"keys" needs one of: ${[...verbs.keys()].join(", ")}`);
    }
    await act(words, world);
    return 0;
  },
};

const list: Verb = async (words, world) => {
  parse(words, 0);
  const stored = await readKeyFile(dataFile(world, keyFileName));
  if (stored.length === 0) world.print("There is no key yet.");
  for (const entry of stored) world.print(lineOf(entry, world.clock()));
};

const create: Verb = async (words, world) => {
  const { name, rights } = parse(words, 1);
  if (!/^[\w.-]{1,40}$/.test(name)) {
    throw new AdminUsageError(`"${name}" is no name: up to 40 letters, digits and . _ -`);
  }
  await tellNew(world, (stored) => addKey(stored, name, rights, world.clock()));
};

const rotate: Verb = async (words, world) => {
  const { name, keepOldHours } = parse(words, 1);
  const overlapMs = (keepOldHours ?? 0) * 3_600_000;
  await tellNew(world, (stored) => rotateKey(stored, name, overlapMs, world.clock()));
};

const set: Verb = async (words, world) => {
  const { name, rights } = parse(words, 1);
  if (Object.keys(rights).length === 0) throw new AdminUsageError(`set NAME ${rightsUsage}`);
  await tellChanged(world, name, (stored) => setKeyRights(stored, name, rights));
};

const disable: Verb = async (words, world) => {
  const { name } = parse(words, 1);
  await tellChanged(world, name, (stored) => disableKey(stored, name, world.clock()));
};

const enable: Verb = async (words, world) => {
  const { name } = parse(words, 1);
  await tellChanged(world, name, (stored) => enableKey(stored, name));
};

const verbs: ReadonlyMap<string, Verb> = new Map(
  Object.entries({ list, create, set, rotate, disable, enable }),
);

/** Prints the key, which is stored nowhere: this is the only time that anybody sees it. */
async function tellNew(world: AdminWorld, make: (stored: Keys) => NewKey): Promise<void> {
  const made: string[] = [];
  await change(world, (stored) => {
    const { keys: next, key } = make(stored);
    made.push(key);
    return next;
  });
  world.print("This is the key. It is shown this once; the server keeps only its hash.");
  for (const key of made) world.print(key);
}

async function tellChanged(
  world: AdminWorld,
  name: string,
  how: (stored: Keys) => Keys,
): Promise<void> {
  const next = await change(world, how);
  for (const entry of next) if (entry.name === name) world.print(lineOf(entry, world.clock()));
}

async function change(world: AdminWorld, how: (stored: Keys) => Keys): Promise<Keys> {
  const path = dataFile(world, keyFileName);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  let next: Keys = [];
  await changeKeyFile(path, (stored) => (next = how(stored)));
  return next;
}

function lineOf(entry: KeyEntry, now: number): string {
  const { name, hint, createdAt, disabledAt, previous } = entry;
  const state = disabledAt === null ? "enabled" : `disabled since ${dateOf(disabledAt)}`;
  const old = previous !== null && previous.until > now;
  return [
    name,
    `${hint}…`,
    state,
    `made ${dateOf(createdAt)}`,
    `credits ${entry.credits ?? "default"}`,
    `rate ${entry.callsPerWindow ?? "default"}`,
    `unfinished ${entry.maxUnfinished ?? "default"}`,
    ...(old ? [`the key before opens until ${new Date(previous.until).toISOString()}`] : []),
  ].join("  ");
}

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

function parse(words: readonly string[], names: 0 | 1) {
  const { values, positionals } = parseWords(words);
  if (positionals.length !== names) {
    throw new AdminUsageError(names === 1 ? "One NAME of a key is needed." : "Too many words.");
  }
  const rights: KeyRights = {
    ...(values.credits !== undefined && { credits: figure("credits", values.credits, 0) }),
    ...(values.rate !== undefined && { callsPerWindow: figure("rate", values.rate, 0) }),
    ...(values.unfinished !== undefined && {
      maxUnfinished: figure("unfinished", values.unfinished, 1),
    }),
  };
  const hours = values["keep-old"];
  const keepOldHours = hours === undefined ? undefined : figure("keep-old", hours, 0);
  return { name: positionals.join(""), rights, keepOldHours };
}

function parseWords(words: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { credits: text, rate: text, unfinished: text, "keep-old": text },
    });
  } catch (error) {
    throw new AdminUsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A whole number, or null for `default`. */
function figure(name: string, word: string, least: number): number | null {
  if (word === "default") return null;
  if (/^\d{1,9}$/.test(word) && Number(word) >= least) return Number(word);
  throw new AdminUsageError(`--${name} needs a whole number from ${least}, or "default".`);
}
