import { access, constants, mkdir } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { Stop, exitCodes, systemCode } from "./stop.ts";
import { isSameFile } from "./write-whole.ts";

/**
 * Makes sure, before the long work, that a result can be written there.
 * @returns the path
 * @throws Stop for another kind of file, an input, or a place where no file can be
 */
export async function chooseOutput(
  output: string,
  extension: ".gif" | ".png",
  inputs: readonly string[],
): Promise<string> {
  if (extname(output).toLowerCase() !== extension) {
    throw new Stop(
      exitCodes.badUsage,
      `The result is a ${extension} file, which ${output} is not named.`,
    );
  }
  for (const input of inputs) {
    if (await isSameFile(input, output)) {
      throw new Stop(exitCodes.badUsage, `${output} is an input and will not be overwritten.`);
    }
  }
  try {
    await mkdir(dirname(output), { recursive: true });
    await access(dirname(output), constants.W_OK);
  } catch (error) {
    throw cannotWrite(output, error);
  }
  return output;
}

export function cannotWrite(output: string, error: unknown): Stop {
  return new Stop(exitCodes.badUsage, `${output} cannot be written (${systemCode(error)}).`, error);
}
