import { readFileSync, readdirSync } from "node:fs";

/** What Linux says about a running engine process. */
export interface EngineProcessFacts {
  readonly pid: number;
  /** The environment it was started with: `NAME=value`. */
  readonly environment: readonly string[];
  /** The nice value of each of its threads. */
  readonly niceness: readonly number[];
}

/** `/proc` shows other processes on Linux only. */
export const canInspectProcesses = process.platform === "linux";

/** What an engine process runs: swaps and the making of GIFs. */
const enginePrograms = /(?:engine|fit)-child/;
export const safetyProgram = /safety-child/;

/** The running engine processes whose parent is `parent`, oldest first; those of another program when it is named. */
export function engineProcessesOf(
  parent: number,
  program: RegExp = enginePrograms,
): EngineProcessFacts[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => factsOf(Number(name), parent, program) ?? [])
    .toSorted((a, b) => a.pid - b.pid);
}

/** Is there a process of this id that has not ended? */
export function isRunning(pid: number): boolean {
  try {
    return statFields(`/proc/${pid}/stat`)[0] !== "Z";
  } catch {
    return false;
  }
}

function factsOf(pid: number, parent: number, program: RegExp): EngineProcessFacts | undefined {
  try {
    const [state, ppid] = statFields(`/proc/${pid}/stat`);
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    if (state === "Z" || Number(ppid) !== parent || !program.test(words)) return undefined;
    return {
      pid,
      environment: readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").filter(Boolean),
      niceness: readdirSync(`/proc/${pid}/task`).map((thread) =>
        Number(statFields(`/proc/${pid}/task/${thread}/stat`)[16]),
      ),
    };
  } catch {
    // It ended while it was looked at.
    return undefined;
  }
}

/** proc(5): the fields after the command, which may itself hold spaces and brackets; the first is the state. */
function statFields(path: string): string[] {
  const line = readFileSync(path, "utf8");
  return line.slice(line.lastIndexOf(")") + 2).split(" ");
}
