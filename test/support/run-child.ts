import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { nodeWords } from "./compiled-programs.ts";

/** A TypeScript program of the tests in a process of its own, whose lines on stdout are its messages. */
export interface Child {
  readonly process: ChildProcess;
  /** Every line printed so far. */
  readonly lines: readonly string[];
  /** Resolves when a line starts with `text`; rejects when the process ends first. */
  line(text: string): Promise<string>;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  kill(): Promise<void>;
}

export function runChild(
  script: URL,
  args: readonly string[],
  env: Record<string, string> = {},
): Child {
  const child = spawn(process.execPath, [...nodeWords(fileURLToPath(script)), ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => {
    lines.push(line);
    for (const listener of listeners) listener(line);
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  return {
    process: child,
    lines,
    ended,
    line(text) {
      return new Promise((resolve, reject) => {
        const seen = lines.find((line) => line.startsWith(text));
        if (seen !== undefined) return resolve(seen);
        listeners.add((line) => line.startsWith(text) && resolve(line));
        void ended.then((how) =>
          reject(new Error(`ended (${how}) without saying "${text}": ${stderr}`)),
        );
      });
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
