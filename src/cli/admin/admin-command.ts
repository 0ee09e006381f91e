import type { Clock } from "../../core/clock.ts";
import type { Environment } from "../../core/env.ts";

/** What a command of the owner has of the world around it. */
export interface AdminWorld {
  readonly env: Environment;
  readonly clock: Clock;
  /** Writes one line to stdout. */
  readonly print: (line: string) => void;
}

/** `npm run admin -- <name> …` */
export interface AdminCommand {
  readonly name: string;
  /** One line for the list. */
  readonly summary: string;
  /** What may stand behind the name, one line each. */
  readonly usage: readonly string[];
  /**
   * Resolves with the exit code: 0, or 1 when what it looked for is not as it should be.
   * @throws AdminUsageError; ConfigError; AppError
   */
  run(words: readonly string[], world: AdminWorld): Promise<number>;
}

/** The words behind the command make no sense; the message says which and what would. */
export class AdminUsageError extends Error {
  override readonly name = "AdminUsageError";
}
