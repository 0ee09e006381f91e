import { createHash, timingSafeEqual } from "node:crypto";
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
 * Compares against every key, digest by digest, so that the time taken says nothing about any of them.
 * The returned function throws AppError `KEY_MISSING`, `KEY_UNKNOWN` or `KEY_DISABLED`.
 */
export function createAuthenticate(options: AuthOptions): Authenticate {
  const { storedKeys, defaults, clock } = options;
  const known = options.keys.map(({ key, account }) => ({ digest: sha256(key), account }));
  return async (header) => {
    if (typeof header !== "string" || header === "") throw new AppError("KEY_MISSING");
    const digest = sha256(header);
    let caller: Caller | undefined;
    for (const candidate of known) {
      if (timingSafeEqual(candidate.digest, digest)) {
        caller = { account: candidate.account, ...defaults };
      }
    }
    let disabled = false;
    for (const entry of await storedKeys()) {
      if (!opens(entry, digest, clock())) continue;
      caller = callerOf(entry, defaults);
      disabled = entry.disabledAt !== null;
    }
    if (caller === undefined) throw new AppError("KEY_UNKNOWN");
    if (disabled) throw new AppError("KEY_DISABLED");
    return caller;
  };
}

function opens({ hash, previous }: KeyEntry, digest: Buffer, now: number): boolean {
  const isKey = timingSafeEqual(Buffer.from(hash, "hex"), digest);
  if (previous === null) return isKey;
  const wasKey = timingSafeEqual(Buffer.from(previous.hash, "hex"), digest);
  return isKey || (wasKey && now < previous.until);
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
  return sha256(`account of ${key}`).toString("hex").slice(0, 32);
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
