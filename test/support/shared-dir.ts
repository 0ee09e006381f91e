import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const beside = fileURLToPath(new URL("../../../shared", import.meta.url));

/** The folder of reference data beside the repository; undefined on a machine that has none. */
export const sharedDir: string | undefined = existsSync(beside) ? beside : undefined;
