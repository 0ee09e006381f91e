import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../core/clock.ts";
import { limits } from "../core/limits.ts";

/** The query of an upload link. It stands in for the API key, so it never reaches a log. */
export interface UploadPermit {
  /** Unix milliseconds. */
  readonly expires: number;
  readonly signature: string;
}

/** Permits to store one file under one name, for a short time. */
export interface UploadPermits {
  sign(name: string): UploadPermit;
  verify(name: string, permit: UploadPermit): boolean;
}

/** `secret`: at least 32 random bytes; with another secret all earlier permits are void. */
export function createUploadPermits(secret: Uint8Array, clock: Clock): UploadPermits {
  const mac = (name: string, expires: number) =>
    createHmac("sha256", secret).update(`${name}\n${expires}`).digest();
  return {
    sign(name) {
      const expires = clock() + limits.uploadLinkLifetimeMs;
      return { expires, signature: mac(name, expires).toString("base64url") };
    },
    verify(name, { expires, signature }) {
      const expected = mac(name, expires);
      const given = Buffer.from(signature, "base64url");
      const genuine = given.length === expected.length && timingSafeEqual(given, expected);
      return genuine && clock() <= expires;
    },
  };
}
