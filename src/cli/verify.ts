import { UserError, codeOf } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { mediaKind } from "../media/kind.ts";
import { readMark } from "../media/read-mark.ts";
import type { AiMark } from "../media/read-mark.ts";
import { inputErrorText } from "./error-text.ts";
import { readInput } from "./read-input.ts";
import { badUsage, parseOptions } from "./parse-options.ts";
import { Stop, exitCodes } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

export const verifyHelp = `Says whether a GIF or a PNG is marked as AI-edited.

  npm run verify -- FILE

  FILE           a GIF or a PNG
      --json     the answer as JSON on stdout
  -h, --help     this text

A mark is a statement, not a proof: anybody can write one, and many services remove it.

Exit codes
  0  the file says that it is AI-edited
  1  something of ours failed
  2  the command was not understood
  3  the file does not say it, or cannot be read
`;

/**
 * `verify FILE`: what the file says about itself, in one sentence.
 * @throws Stop for a file without a mark, or one that cannot be read; anything else is our fault
 */
export async function verifyCommand(
  words: readonly string[],
  { stdout }: Pick<Terminal, "stdout">,
): Promise<void> {
  const given = parseWords(words);
  if (given === undefined) {
    stdout.write(verifyHelp);
    return;
  }
  const { file, json } = given;
  const mark = await markOf(file);
  if (json) stdout.write(`${JSON.stringify({ file, ...mark }, undefined, 2)}\n`);
  if (!mark.aiEdited) {
    throw new Stop(
      exitCodes.badInput,
      `${file} does not say that it is AI-edited, which proves nothing: marks are easily lost.`,
    );
  }
  if (!json) stdout.write(`${sentenceFor(file, mark)}\n`);
}

async function markOf(file: string): Promise<AiMark> {
  try {
    const bytes = await readInput(file, limits.maxResultBytes);
    const kind = mediaKind(bytes);
    if (kind !== "gif" && kind !== "png") {
      throw new Stop(exitCodes.badInput, `${file} is no GIF or PNG; only these are marked.`);
    }
    return readMark(bytes);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const names = { target: file, face: file };
    const sentence = inputErrorText(codeOf(error), names, error.facts) ?? error.message;
    throw new Stop(exitCodes.badInput, sentence, error);
  }
}

function sentenceFor(file: string, { madeHere, digitalSourceType }: AiMark): string {
  if (madeHere) return `${file} says that it is AI-edited, by this program.`;
  return `${file} says that it is AI-edited, by another program (${digitalSourceType ?? "no type"}).`;
}

function parseWords(words: readonly string[]): { file: string; json: boolean } | undefined {
  const { values, positionals } = parse(words);
  if (values.help) return undefined;
  const [file, ...rest] = positionals;
  if (file === undefined) throw wrong("FILE is missing.");
  if (rest.length > 0) throw wrong(`"${rest.join(" ")}" is one file too many.`);
  return { file, json: values.json };
}

function parse(words: readonly string[]) {
  return parseOptions("verify", words, {
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  });
}

function wrong(why: string): Stop {
  return badUsage("verify", why);
}
