// The terminal program: finds the command, and turns how it ended into one sentence and an exit code.
import { AppError } from "../core/errors.ts";
import { detectCommand, detectHelp } from "./detect.ts";
import { fitCommand, fitHelp } from "./fit.ts";
import { Stop, exitCodes } from "./stop.ts";
import type { ExitCode } from "./stop.ts";
import { swapCommand } from "./swap.ts";
import { swapHelp } from "./swap-arguments.ts";
import type { Terminal } from "./terminal.ts";
import { verifyCommand, verifyHelp } from "./verify.ts";

const terminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  dataDirectory: process.env["DATA_DIR"] || "data",
  now: () => performance.now(),
};

async function runCommand([name, ...words]: readonly string[]): Promise<void> {
  switch (name) {
    case "swap":
      return await swapCommand(words, terminal);
    case "detect":
      return await detectCommand(words, terminal);
    case "verify":
      return await verifyCommand(words, terminal);
    case "fit":
      return await fitCommand(words, terminal);
    case "--help":
    case "-h":
      terminal.stdout.write(`${swapHelp}\n\n${detectHelp}\n\n${verifyHelp}\n\n${fitHelp}`);
      return;
    default:
      throw new Stop(
        exitCodes.badUsage,
        `There is no command "${name ?? ""}". Try "swap --help", "detect --help", "verify --help" or "fit --help".`,
      );
  }
}

function report(error: unknown): ExitCode {
  if (error instanceof Stop) {
    terminal.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  // A failure that we foresaw says what is wrong; for a bug, the stack is what a report needs.
  const text =
    error instanceof Error && !(error instanceof AppError) ? error.stack : messageOf(error);
  terminal.stderr.write(`This is our fault, not that of your files. ${text}\n`);
  return exitCodes.ourFault;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  await runCommand(process.argv.slice(2));
} catch (error) {
  process.exitCode = report(error);
}
