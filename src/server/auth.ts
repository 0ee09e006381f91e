import { createHash, timingSafeEqual } from "node:crypto";
import { AppError } from "../core/errors.ts";

/** A key that the server accepts, and the account whose tasks and credits it reaches. */
export interface ApiKey {
  readonly key: string;
  /** Stays the same when the key changes; part of stored records, so never the key itself. */
  readonly account: string;
}

/** The value of an `x-api-key` header → the account. */
export type Authenticate = (header: string | string[] | undefined) => string;

/**
 * Compares against every key, digest by digest, so that the time taken says nothing about any of them.
 * The returned function throws AppError `KEY_MISSING` or `KEY_UNKNOWN`.
 */
export function createAuthenticate(keys: readonly ApiKey[]): Authenticate {
  const known = keys.map(({ key, account }) => ({ digest: sha256(key), account }));
  return (header) => {
    if (typeof header !== "string" || header === "") throw new AppError("KEY_MISSING");
    const digest = sha256(header);
    let account: string | undefined;
    for (const candidate of known) {
      if (timingSafeEqual(candidate.digest, digest)) account = candidate.account;
    }
    if (account === undefined) throw new AppError("KEY_UNKNOWN");
    return account;
  };
}

/** The account of a key that nobody named: it holds what the key made, and does not tell the key. */
export function accountOfKey(key: string): string {
  return sha256(`account of ${key}`).toString("hex").slice(0, 32);
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
