import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { z } from "zod";

/** Bytes as they lie in the store: AES-256-GCM, everything in base64. */
export const sealed = z.object({
  /** Which key, so that another one is told apart from damage. */
  keyId: z.string(),
  nonce: z.string(),
  tag: z.string(),
  data: z.string(),
});
export type Sealed = z.infer<typeof sealed>;

/** NIST SP 800-38D §8.2.2: 96 random bits do for 2^32 messages under one key. */
const nonceBytes = 12;
const algorithm = "aes-256-gcm";

/** @param about where the bytes belong: what is moved to another place does not open there */
export function seal(bytes: Uint8Array, key: Buffer, about: string): Sealed {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(about));
  const data = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return {
    keyId: keyIdOf(key),
    nonce: nonce.toString("base64"),
    tag: cipher.getAuthTag().toString("base64"),
    data: data.toString("base64"),
  };
}

/** Undefined for what another key sealed, was moved, or is damaged. */
export function unseal(box: Sealed, key: Buffer, about: string): Uint8Array | undefined {
  if (box.keyId !== keyIdOf(key)) return undefined;
  const tag = Buffer.from(box.tag, "base64");
  if (tag.length !== 16) return undefined;
  const decipher = createDecipheriv(algorithm, key, Buffer.from(box.nonce, "base64"))
    .setAAD(Buffer.from(about))
    .setAuthTag(tag);
  const opened = decipher.update(Buffer.from(box.data, "base64"));
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Says nothing about the key but that it is this one. */
function keyIdOf(key: Buffer): string {
  return createHash("sha256").update("key id").update(key).digest("hex").slice(0, 12);
}
