import { basename, dirname, extname, join } from "node:path";
import { UserError, codeOf } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { fitResult } from "../workers/fit-result.ts";
import type { FitOutcome } from "../workers/swap-port.ts";
import { parseByteSize } from "./byte-size.ts";
import { badUsage, parseOptions } from "./parse-options.ts";
import { inputErrorText } from "./error-text.ts";
import { givenUpText } from "./given-up-text.ts";
import { readInput } from "./read-input.ts";
import { Stop, exitCodes, systemCode } from "./stop.ts";
import type { Terminal } from "./terminal.ts";
import { isSameFile, writeWhole } from "./write-whole.ts";

export const fitHelp = `Makes a GIF smaller, by the mildest means that do.

  npm run fit -- GIF --max-size SIZE [-o OUT]

  GIF            the GIF; its timing, loop and what it says about itself stay
      --max-size how large it may be: 8MB, 512kB or bytes; a kB is 1024 bytes
  -o, --output   where the result goes. Default: GIF's name with "-fitted", beside GIF
      --json     what came of it as JSON on stdout
  -h, --help     this text

Exit codes
  0  the result was written
  1  something of ours failed
  2  the command was not understood, or the result cannot be written there
  3  the file cannot be used, or nothing makes it small enough
`;

interface FitArguments {
  readonly file: string;
  readonly output: string;
  readonly maxBytes: number;
  readonly json: boolean;
}

/**
 * `fit GIF`: makes a GIF fit, in this process.
 * @throws Stop with the sentence for the person; anything else is our fault
 */
export async function fitCommand(
  words: readonly string[],
  { stdout }: Pick<Terminal, "stdout">,
): Promise<void> {
  const given = parseWords(words);
  if (given === undefined) {
    stdout.write(fitHelp);
    return;
  }
  const { file, output, maxBytes, json } = given;
  if (await isSameFile(file, output)) {
    throw new Stop(exitCodes.badUsage, `${output} is the input and will not be overwritten.`);
  }
  const { from, bytes, givenUp } = await fitFile(file, maxBytes);
  await writeWhole(output, bytes).catch((error: unknown) => {
    const why = `${output} cannot be written (${systemCode(error)}).`;
    throw new Stop(exitCodes.badUsage, why, error);
  });
  const figures = { output, bytesIn: from, bytesOut: bytes.length, givenUp };
  if (json) stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
  else {
    stdout.write(
      `${output}: ${bytes.length} of ${from} bytes. Given up: ${givenUpText(givenUp)}.\n`,
    );
  }
}

async function fitFile(
  file: string,
  maxBytes: number,
): Promise<FitOutcome & { readonly from: number }> {
  try {
    const gif = await readInput(file, limits.maxResultBytes);
    return { from: gif.length, ...fitResult({ gif, maxBytes }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const names = { target: file, face: file };
    const sentence = inputErrorText(codeOf(error), names, error.facts) ?? error.message;
    throw new Stop(exitCodes.badInput, sentence, error);
  }
}

function parseWords(words: readonly string[]): FitArguments | undefined {
  const { values, positionals } = parse(words);
  if (values.help) return undefined;
  const [file, ...rest] = positionals;
  if (file === undefined) throw wrong("GIF is missing.");
  if (rest.length > 0) throw wrong(`"${rest.join(" ")}" is one file too many.`);
  const size = values["max-size"];
  if (size === undefined) throw wrong("--max-size is missing.");
  const maxBytes = parseByteSize(size);
  if (maxBytes === undefined) throw wrong(`"${size}" is no size.`);
  const output =
    values.output ?? join(dirname(file), `${basename(file, extname(file))}-fitted.gif`);
  return { file, output, maxBytes, json: values.json };
}

function parse(words: readonly string[]) {
  return parseOptions("fit", words, {
    "max-size": { type: "string" },
    output: { type: "string", short: "o" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  });
}

function wrong(why: string): Stop {
  return badUsage("fit", why);
}
