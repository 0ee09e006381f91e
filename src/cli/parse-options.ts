import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";
import { Stop, exitCodes } from "./stop.ts";

/**
 * The words behind a command, by its options.
 * @throws Stop with a sentence that names the command's help
 */
export function parseOptions<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  command: string,
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (error) {
    throw badUsage(command, error instanceof Error ? error.message : String(error));
  }
}

export function badUsage(command: string, why: string): Stop {
  return new Stop(exitCodes.badUsage, `${why} "npm run ${command} -- --help" shows how it goes.`);
}
