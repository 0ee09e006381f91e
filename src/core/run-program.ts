import { inspect } from "node:util";
import { AppError, ConfigError } from "./errors.ts";
import { limits } from "./limits.ts";
import type { Logger } from "./logger.ts";

export interface RunningProgram {
  readonly log: Logger;
  /** Ends within the shutdown grace. */
  close(): Promise<void>;
}

/**
 * Runs a program until it is told to stop: SIGTERM and SIGINT close it and exit with 0; a bug that nobody caught closes it
 * and exits with 1; a second signal, or a close that hangs, exits at once with 1. What `start` throws is said on stderr.
 */
export async function runProgram(start: () => Promise<RunningProgram>): Promise<void> {
  let program: RunningProgram | undefined;
  let stopping = false;

  async function stop(exitCode: number): Promise<void> {
    // Whoever asks twice does not want to wait.
    if (stopping || !program) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), limits.shutdownGraceMs + limits.shutdownCloseMs).unref();
    await program.close();
    program.log.info("Closed");
    process.exit(exitCode);
  }

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      program?.log.info({ signal }, "Going down");
      void stop(0);
    });
  }
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      if (program) program.log.fatal({ err: error }, "A bug: nobody caught this");
      else process.stderr.write(`${inspect(error)}\n`);
      void stop(1);
    });
  }

  try {
    program = await start();
  } catch (error) {
    // Settings and stores are the reader's to mend; where in our code that was noticed is not news to them.
    const known = error instanceof ConfigError || error instanceof AppError;
    process.stderr.write(`${known ? error.message : inspect(error)}\n`);
    process.exit(1);
  }
}
