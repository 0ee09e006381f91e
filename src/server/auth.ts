import { createHash } from "node:crypto";
import type { Clock } from "../core/clock.ts";
import { AppError } from "../core/errors.ts";
import type { KeyEntry } from "../storage/key-file.ts";
import type { Caller, KeyDefaults } from "./caller.ts";

/** A key from the settings, and the account whose tasks and credits it reaches. */
export interface ApiKey {
  readonly key: string;
  /** Stays the same when the key changes; part of stored records, so never the key itself. */
  readonly account: string;
}

/** The value of an `x-api-key` header → whom it stands for. */
export type Authenticate = (header: string | string[] | undefined) => Promise<Caller>;

export interface AuthOptions {
  readonly keys: readonly ApiKey[];
  /** The keys made by `npm run admin -- keys`, as they are now. */
  readonly storedKeys: () => Promise<readonly KeyEntry[]>;
  readonly defaults: KeyDefaults;
  readonly clock: Clock;
}

/**
 * Keys are looked up by their SHA-256: what the time of that could tell is something about digests, from which nobody
 * can make a key.
 * The returned function throws AppError `KEY_MISSING`, `KEY_UNKNOWN` or `KEY_DISABLED`.
 */
export function createAuthenticate(options: AuthOptions): Authenticate {
  const { storedKeys, defaults, clock } = options;
  const configured = new Map(options.keys.map(({ key, account }) => [sha256(key), account]));
  let listed: readonly KeyEntry[] = [];
  let index = indexOf(listed);

  return async (header) => {
    if (typeof header !== "string" || header === "") throw new AppError("KEY_MISSING");
    const digest = sha256(header);
    const account = configured.get(digest);
    if (account !== undefined) return { account, ...defaults };

    const latest = await storedKeys();
    if (latest !== listed) {
      listed = latest;
      index = indexOf(latest);
    }
    const found = index.get(digest);
    if (found === undefined || clock() >= found.until) throw new AppError("KEY_UNKNOWN");
    if (found.entry.disabledAt !== null) throw new AppError("KEY_DISABLED");
    return callerOf(found.entry, defaults);
  };
}

/** The keys that open, by digest; each the one of now, or the one before it for a while. */
function indexOf(keys: readonly KeyEntry[]) {
  const index = new Map<string, { entry: KeyEntry; until: number }>();
  for (const entry of keys) {
    const { hash, previous } = entry;
    if (previous !== null) index.set(previous.hash, { entry, until: previous.until });
    index.set(hash, { entry, until: Number.POSITIVE_INFINITY });
  }
  return index;
}

function callerOf(entry: KeyEntry, defaults: KeyDefaults): Caller {
  return {
    account: entry.account,
    credits: entry.credits ?? defaults.credits,
    callsPerWindow: entry.callsPerWindow ?? defaults.callsPerWindow,
    maxUnfinished: entry.maxUnfinished ?? defaults.maxUnfinished,
  };
}

/** The account of a key that nobody named: it holds what the key made, and does not tell the key. */
export function accountOfKey(key: string): string {
  return sha256(`account of ${key}`).slice(0, 32);
}

/** In hexadecimal. */
function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
