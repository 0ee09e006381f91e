import { once } from "node:events";
import { inspect } from "node:util";
import { createBlanker } from "./blank-secrets.ts";
import { AppError, ConfigError } from "./errors.ts";
import { limits } from "./limits.ts";
import type { Logger } from "./logger.ts";

export interface RunningProgram {
  readonly log: Logger;
  /** Resolves with what makes it useless to go on, should that ever happen. */
  readonly broken?: Promise<Error>;
  /** Ends within the shutdown grace. */
  close(): Promise<void>;
}

/** What is said before there is a log that knows the secrets is blanked by shape. */
const blank = createBlanker([]);

/**
 * Runs a program until it is told to stop: SIGTERM and SIGINT close it and exit with 0, also while it starts; a bug that
 * nobody caught, and what `broken` tells, close it and exit with 1; a second signal, or a close that hangs, exits at once
 * with 1. What `start` throws is said on stderr.
 * @param start may give up with the reason of its signal, once it has closed what it had opened
 */
export async function runProgram(
  start: (stop: AbortSignal) => Promise<RunningProgram>,
): Promise<void> {
  const stopping = new AbortController();
  const stopped = once(stopping.signal, "abort");
  let log: Logger | undefined;
  let exitCode = 0;

  function stop(code: number): void {
    // Whoever asks twice does not want to wait.
    if (stopping.signal.aborted) process.exit(1);
    exitCode = code;
    setTimeout(() => process.exit(1), limits.shutdownGraceMs + limits.shutdownCloseMs).unref();
    stopping.abort(new AppError("SHUTTING_DOWN"));
  }

  async function endWhenBroken(program: RunningProgram): Promise<void> {
    const error = await program.broken;
    if (!error) return;
    program.log.fatal(error.message);
    stop(1);
  }

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      log?.info({ signal }, "Going down");
      stop(0);
    });
  }
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      if (log) log.fatal({ err: error }, "A bug: nobody caught this");
      else process.stderr.write(`${blank(inspect(error))}\n`);
      stop(1);
    });
  }

  try {
    const program = await start(stopping.signal);
    log = program.log;
    void endWhenBroken(program);
    await stopped;
    await program.close();
    log.info("Closed");
  } catch (error) {
    if (error !== stopping.signal.reason) {
      // Settings and stores are the reader's to mend; where in our code that was noticed is not news to them.
      const known = error instanceof ConfigError || error instanceof AppError;
      process.stderr.write(`${blank(known ? error.message : inspect(error))}\n`);
      exitCode = 1;
    }
  }
  process.exit(exitCode);
}
