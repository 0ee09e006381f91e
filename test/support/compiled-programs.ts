import { execFileSync } from "node:child_process";
import { copyFileSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import type { ProgramFile } from "../../src/workers/program-file.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, ".cache/compiled");

/**
 * Compiles `src` and `test`, without looking at types, to where `programAt` finds them: through tsx the start of a process
 * costs more than what most of the tests' programs do then. Only what changed since the last time is written.
 */
export function compilePrograms(): void {
  const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", join(root, "tsconfig.programs.json")]);
  // A program of another suite that begins at the same time may be reading it.
  const beside = join(folder, `package.${process.pid}.json`);
  copyFileSync(join(root, "package.json"), beside);
  renameSync(beside, join(folder, "package.json"));
  process.env["COMPILED_PROGRAMS"] = folder;
}

/** How to run a TypeScript program as it is. */
export const sourceAt = (path: string): ProgramFile => ({ path, execArgv: ["--import", "tsx"] });

/** How to run a TypeScript program: as the tests compiled it at their start; else, as in the demo, as it is. */
export function programAt(path: string): ProgramFile {
  const compiled = process.env["COMPILED_PROGRAMS"];
  if (compiled === undefined) return sourceAt(path);
  const file = join(compiled, relative(root, path)).replace(/\.ts$/, ".js");
  return { path: file, execArgv: ["--enable-source-maps"] };
}

/** `programAt` as words for node. */
export function nodeWords(path: string): string[] {
  const program = programAt(path);
  return [...program.execArgv, program.path];
}
