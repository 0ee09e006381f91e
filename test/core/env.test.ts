import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { parseEnv } from "../../src/core/env.ts";
import { ConfigError } from "../../src/core/errors.ts";

const schema = z.object({
  TOKEN: z.string().min(10),
  PORT: z.coerce.number().int().max(65535).default(80),
  LEVEL: z.enum(["info", "warn"]).default("info"),
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "env-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function faultsOf(env: Record<string, string>): string {
  try {
    parseEnv(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("the settings were taken");
}

describe("the settings", () => {
  test("take defaults for what is not set or set to nothing", () => {
    expect(parseEnv(schema, { TOKEN: "0123456789", PORT: "" })).toEqual({
      TOKEN: "0123456789",
      PORT: 80,
      LEVEL: "info",
    });
  });

  test("name every fault at once and print no value", () => {
    const faults = faultsOf({ TOKEN: "hunter2", PORT: "hunter3", LEVEL: "hunter4" });
    expect(faults).toContain("TOKEN: ");
    expect(faults).toContain("PORT: ");
    expect(faults).toContain("LEVEL: ");
    expect(faults).not.toContain("hunter");
  });

  test("say plainly what is missing", () => {
    expect(faultsOf({})).toContain("TOKEN: is not set");
  });

  test("can be read from a file, without its line end", () => {
    const file = join(folder, "token");
    writeFileSync(file, "from-a-file\n");
    expect(parseEnv(schema, { TOKEN_FILE: file }).TOKEN).toBe("from-a-file");
  });

  test("refuse a file that is not there, and name no path", () => {
    const file = join(folder, "nothing");
    expect(faultsOf({ TOKEN_FILE: file })).toContain("TOKEN_FILE");
    expect(faultsOf({ TOKEN_FILE: file })).toContain("ENOENT");
    expect(faultsOf({ TOKEN_FILE: file })).not.toContain(folder);
  });

  test("refuse a value that is given in two ways", () => {
    expect(faultsOf({ TOKEN: "0123456789", TOKEN_FILE: "/dev/null" })).toContain("twice");
  });
});
