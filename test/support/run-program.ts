import { execFile } from "node:child_process";
import { join } from "node:path";
import type { ProgramFile } from "../../src/workers/program-file.ts";
import { programAt, sourceAt } from "./compiled-programs.ts";

export interface ProgramEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const root = join(import.meta.dirname, "../..");

/** Runs `npm run swap -- …words` without npm, as a process of its own, with nothing of our environment but what is given. */
export function runSwapProgram(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ProgramEnd> {
  return runTerminalProgram(["swap", ...words], environment);
}

/** As `runSwapProgram`, from its source through tsx, its engine processes as well: just what npm starts. */
export function runSwapSource(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ProgramEnd> {
  return run(sourceAt(join(root, "src/cli/main.ts")), ["swap", ...words], environment);
}

/** Runs `npm run admin -- …words` in the same way. */
export function runAdminProgram(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ProgramEnd> {
  return run(programAt(join(root, "src/cli/admin.ts")), words, environment);
}

/** Runs any command of the terminal program in the same way. */
export function runTerminalProgram(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ProgramEnd> {
  return run(programAt(join(root, "src/cli/main.ts")), words, environment);
}

function run(
  { path, execArgv }: ProgramFile,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ProgramEnd> {
  const command = [...execArgv, path, ...words];
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      command,
      { cwd: root, env: { ...environment } },
      (_, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
