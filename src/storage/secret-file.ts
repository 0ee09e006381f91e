import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ConfigError } from "../core/errors.ts";
import { systemCode } from "../core/system-code.ts";

const secretBytes = 32;
const pattern = /^[0-9a-f]{64}$/i;

/**
 * The secret of 32 bytes in the file at `path`, as 64 hexadecimal digits; it is made, readable by its owner alone, where
 * there is none. Two programs that make it at the same time get the same one.
 * @throws ConfigError when the file is there and holds no such secret: a new one would make what the old one sealed useless
 */
export async function readOrMakeSecret(path: string): Promise<Buffer> {
  return (await readSecret(path)) ?? (await makeSecret(path));
}

async function readSecret(path: string): Promise<Buffer | undefined> {
  let text: string;
  try {
    text = (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw new ConfigError(`${path} cannot be read (${systemCode(error)}).`);
  }
  if (!pattern.test(text)) throw new ConfigError(`${path} holds no key of 64 hexadecimal digits.`);
  return Buffer.from(text, "hex");
}

async function makeSecret(path: string): Promise<Buffer> {
  const secret = randomBytes(secretBytes);
  await mkdir(dirname(path), { recursive: true });
  // Written whole before it gets its name, so that nobody reads half of it; a name that is taken is not replaced.
  const draft = `${path}.${randomBytes(4).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(`${secret.toString("hex")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
    return secret;
  } catch (error) {
    const theirs = systemCode(error) === "EEXIST" ? await readSecret(path) : undefined;
    if (theirs === undefined) throw error;
    return theirs;
  } finally {
    await rm(draft, { force: true });
  }
}
