import { readFileSync } from "node:fs";
import type { z } from "zod";
import { ConfigError } from "./errors.ts";
import { systemCode } from "./system-code.ts";

/**
 * Adds the variables of the file `.env`, where there is one, to those of the process, which come first.
 * @throws ConfigError when it is there and cannot be read
 */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    const reason = systemCode(error);
    if (reason !== "ENOENT") throw new ConfigError(`.env cannot be read (${reason}).`);
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables that `schema` names. `X_FILE` may name a file that holds the value of `X`,
 * which is how container platforms hand over secrets. An empty value is no value: compose files pass those on.
 * @throws ConfigError listing every fault at once, one line each; names only, never a value
 */
export function parseEnv<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<Shape>,
  env: Environment,
): z.infer<z.ZodObject<Shape>> {
  const faults = new Map<string, string>();
  const given = new Map<string, string>();
  for (const name of Object.keys(schema.shape)) {
    const read = readVariable(name, env);
    if ("fault" in read) faults.set(name, read.fault);
    else if (read.value !== undefined) given.set(name, read.value);
  }

  const parsed = schema.safeParse(Object.fromEntries(given));
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (!faults.has(name)) faults.set(name, given.has(name) ? issue.message : "is not set");
  }
  if (faults.size > 0 || !parsed.success) {
    const lines = [...faults].map(([name, fault]) => `  ${name}: ${fault}`);
    throw new ConfigError(["The settings are wrong:", ...lines].join("\n"));
  }
  return parsed.data;
}

type Reading = { readonly value: string | undefined } | { readonly fault: string };

function readVariable(name: string, env: Environment): Reading {
  const value = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (file === undefined) return { value };
  if (value !== undefined) return { fault: `is set twice, directly and by ${name}_FILE` };
  try {
    return { value: readFileSync(file, "utf8").trim() || undefined };
  } catch (error) {
    return { fault: `the file that ${name}_FILE names cannot be read (${systemCode(error)})` };
  }
}
