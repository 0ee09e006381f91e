import { join } from "node:path";
import { z } from "zod";
import { parseEnv } from "../../core/env.ts";
import type { AdminWorld } from "./admin-command.ts";

const variables = z.object({ DATA_DIR: z.string().default("data") });

/** A file of the server's in its data folder, which may be running meanwhile. @throws ConfigError */
export function dataFile({ env }: AdminWorld, name: string): string {
  return join(parseEnv(variables, env).DATA_DIR, name);
}
