import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../core/clock.ts";
import { limits } from "../core/limits.ts";

/** The query of an upload link. It stands in for the API key, so it never reaches a log. */
export interface UploadPermit {
  /** Unix milliseconds. */
  readonly expires: number;
  /** Whose share of the store the file will take. */
  readonly owner: string;
  readonly signature: string;
}

/** Permits to store one file under one name, for a short time. */
export interface UploadPermits {
  sign(name: string, owner: string): UploadPermit;
  verify(name: string, permit: UploadPermit): boolean;
}

/** `secret`: at least 32 random bytes; with another secret all earlier permits are void. */
export function createUploadPermits(secret: Uint8Array, clock: Clock): UploadPermits {
  const mac = (name: string, expires: number, owner: string) =>
    createHmac("sha256", secret).update(`${name}\n${expires}\n${owner}`).digest();
  return {
    sign(name, owner) {
      const expires = clock() + limits.uploadLinkLifetimeMs;
      return { expires, owner, signature: mac(name, expires, owner).toString("base64url") };
    },
    verify(name, { expires, owner, signature }) {
      const expected = mac(name, expires, owner);
      const given = Buffer.from(signature, "base64url");
      const genuine = given.length === expected.length && timingSafeEqual(given, expected);
      return genuine && clock() <= expires;
    },
  };
}
