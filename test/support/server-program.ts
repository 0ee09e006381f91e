import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { nodeWords } from "./compiled-programs.ts";
import { modelDirectory } from "./face-models.ts";

const program = join(import.meta.dirname, "../../src/server/main.ts");

export interface ServerProgram {
  readonly pid: number;
  /** Everything it wrote so far. */
  output(): string;
  /** The address it listens at; rejects when it ends instead. */
  readonly url: Promise<string>;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
}

/** `npm run server` without npm: a process of its own that knows no variable but the given ones. */
export function runServerProgram(environment: Readonly<Record<string, string>>): ServerProgram {
  const child = spawn(process.execPath, nodeWords(program), {
    env: { ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  const ended = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  const url = new Promise<string>((resolve, reject) => {
    const listen = (line: string) => {
      lines.push(line);
      const found = /"url":"([^"]+)"/.exec(line);
      if (found) resolve(found[1]);
    };
    createInterface({ input: child.stderr }).on("line", listen);
    createInterface({ input: child.stdout }).on("line", listen);
    void ended.then((how) => reject(new Error(`ended (${how}): ${lines.join("\n")}`)));
  });
  url.catch(() => {});
  return {
    pid: child.pid ?? 0,
    output: () => lines.join("\n"),
    url,
    ended,
    kill: (signal) => void child.kill(signal),
  };
}

/** A data folder that has the models already, so that no test waits for their conversion. */
export function withModels(dataDir: string): string {
  cpSync(modelDirectory, join(dataDir, "models"), { recursive: true });
  return dataDir;
}
