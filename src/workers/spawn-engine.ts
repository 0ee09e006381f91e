import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { lowerPriority } from "./lower-priority.ts";
import { programFile } from "./program-file.ts";

/**
 * The heap holds parsed tables and small objects; pixels live in typed arrays outside of it.
 * A job that needs more than this is a bug or an attack, and ends as a crash of its child.
 */
const MAX_HEAP_MB = 512;

/** Which program an engine process runs. */
export type EngineProgram =
  /** Swaps and finds faces; inspects files for the safety floor. Both need the face models. */
  | { readonly name: "engine-child" | "safety-child"; readonly modelDirectory: string }
  /** Makes GIFs, without models. */
  | { readonly name: "fit-child" };

/**
 * Starts one engine process. Its environment is exactly `environment`: what the parent knows (tokens, keys, store addresses) is no business of a process that decodes strangers' files.
 */
export function spawnEngine(
  program: EngineProgram,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const { path, execArgv } = programFile(program.name);
  const child = fork(path, "modelDirectory" in program ? [program.modelDirectory] : [], {
    execArgv: [...execArgv, `--max-old-space-size=${MAX_HEAP_MB}`],
    env: { ...environment },
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  // From here, so that its start does not compete with us either.
  if (child.pid !== undefined) lowerPriority(child.pid);
  return child;
}
