import { createHash, randomBytes, randomUUID } from "node:crypto";
import { UserError } from "../core/errors.ts";
import type { KeyEntry } from "./key-file.ts";

type Keys = readonly KeyEntry[];

/** What a key may do; a field left out keeps what it was, null is the server's default. */
export type KeyRights = Partial<Pick<KeyEntry, "credits" | "callsPerWindow" | "maxUnfinished">>;

/** The list after the change, and the key itself, which nobody can tell again. */
export interface NewKey {
  readonly keys: Keys;
  readonly key: string;
}

/** @throws UserError `REQUEST_INVALID` when the name is taken */
export function addKey(keys: Keys, name: string, rights: KeyRights, now: number): NewKey {
  if (keys.some((entry) => entry.name === name)) throw refused(`There is a key "${name}" already.`);
  const { key, ...secret } = newSecret();
  const entry: KeyEntry = {
    name,
    account: `key-${randomUUID()}`,
    ...secret,
    createdAt: now,
    disabledAt: null,
    previous: null,
    credits: null,
    callsPerWindow: null,
    maxUnfinished: null,
    ...rights,
  };
  return { keys: [...keys, entry], key };
}

/**
 * A new key for the same account; the old one goes on for `overlapMs`.
 * @throws UserError `REQUEST_INVALID` when there is no such key
 */
export function rotateKey(keys: Keys, name: string, overlapMs: number, now: number): NewKey {
  const { key, ...secret } = newSecret();
  const changed = changeEntry(keys, name, (entry) => ({
    ...entry,
    ...secret,
    previous: overlapMs > 0 ? { hash: entry.hash, until: now + overlapMs } : null,
  }));
  return { keys: changed, key };
}

/** @throws UserError `REQUEST_INVALID` when there is no such key */
export function disableKey(keys: Keys, name: string, now: number): Keys {
  return changeEntry(keys, name, (entry) => ({ ...entry, disabledAt: entry.disabledAt ?? now }));
}

/** @throws UserError `REQUEST_INVALID` when there is no such key */
export function enableKey(keys: Keys, name: string): Keys {
  return changeEntry(keys, name, (entry) => ({ ...entry, disabledAt: null }));
}

/** @throws UserError `REQUEST_INVALID` when there is no such key */
export function setKeyRights(keys: Keys, name: string, rights: KeyRights): Keys {
  return changeEntry(keys, name, (entry) => ({ ...entry, ...rights }));
}

function changeEntry(keys: Keys, name: string, change: (entry: KeyEntry) => KeyEntry): Keys {
  if (!keys.some((entry) => entry.name === name)) throw refused(`There is no key "${name}".`);
  return keys.map((entry) => (entry.name === name ? change(entry) : entry));
}

/** The form that the contract's clients insist on: `ak_` and 32 characters, here of 192 random bits. */
function newSecret(): { key: string; hash: string; hint: string } {
  const key = `ak_${randomBytes(24).toString("base64url")}`;
  const hash = createHash("sha256").update(key).digest("hex");
  return { key, hash, hint: key.slice(0, 7) };
}

function refused(message: string): UserError {
  return new UserError("REQUEST_INVALID", { message });
}
