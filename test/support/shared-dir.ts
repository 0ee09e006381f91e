import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const beside =
  process.env["SHARED_DIR"] ?? fileURLToPath(new URL("../../../shared", import.meta.url));

/** Large or unlicensed test material next to the repository; tests that need it skip when it is not there. */
export const sharedDir: string | undefined = existsSync(beside) ? beside : undefined;
