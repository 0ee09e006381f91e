// `npm run admin`: the owner's program. Finds the command, and turns how it ended into one sentence and an exit code.
import { loadEnvFile } from "../core/env.ts";
import { AppError, ConfigError } from "../core/errors.ts";
import { systemCode } from "../core/system-code.ts";
import { AdminUsageError } from "./admin/admin-command.ts";
import { adminCommands } from "./admin/commands.ts";

const usageExit = 2;

function help(): string {
  const lines = adminCommands.flatMap(({ name, summary, usage }) => [
    `${name}: ${summary}`,
    ...usage.map((line) => `  npm run admin -- ${name} ${line}`),
  ]);
  return ["What you, who run this bot, can do:", ...lines].join("\n");
}

async function run([name, ...words]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(`${help()}\n`);
    return name === undefined ? usageExit : 0;
  }
  const command = adminCommands.find((one) => one.name === name);
  if (command === undefined) {
    throw new AdminUsageError(`There is no command "${name}". Try: npm run admin -- --help`);
  }
  loadEnvFile();
  return command.run(words, {
    env: process.env,
    clock: Date.now,
    print: (line) => process.stdout.write(`${line}\n`),
  });
}

/** What we foresaw is one sentence; for a bug, the stack is what a report needs. */
function sentence(error: unknown): string {
  const foreseen =
    error instanceof AdminUsageError || error instanceof ConfigError || error instanceof AppError;
  if (foreseen) return error.message;
  const fault = fileFault(error);
  if (fault !== undefined) return fault;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What the system said about a file of the owner's, who needs no stack to see to it. */
function fileFault(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("syscall" in error) || !("path" in error)) return undefined;
  return `${String(error.path)} cannot be read or written (${systemCode(error)}).`;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = error instanceof AdminUsageError ? usageExit : 1;
}
