import { basename, dirname, extname, join } from "node:path";
import { parseArgs } from "node:util";
import { parseByteSize } from "./byte-size.ts";
import { Stop, exitCodes } from "./stop.ts";

export const swapHelp = `Puts the face of a photo into a GIF or a picture.

  npm run swap -- TARGET FACE [-o OUT] [--max-size SIZE]

  TARGET         a GIF; or a PNG, JPEG or WebP picture
  FACE           a photo that shows the new face: PNG, JPEG or WebP
  -o, --output   where the result goes: .gif for a GIF, .png for a picture.
                 Default: TARGET's name with "-swapped", beside TARGET.
                 An older result is replaced, an input never is.
      --max-size a GIF is made to fit: 8MB, 512kB or bytes; a kB is 1024 bytes
  -q, --quiet    no progress and no figures
      --json     the figures as JSON on stdout
  -h, --help     this text

Exit codes
  0  the result was written
  1  something of ours failed
  2  the command was not understood, or the result cannot be written there
  3  an input cannot be used: no such file, not a picture, no face in it, too large

Environment
  DATA_DIR       where the face models are kept after the first run (default: data)
`;

export interface SwapArguments {
  readonly target: string;
  readonly face: string;
  readonly output: string | undefined;
  /** Bytes that a GIF may have. */
  readonly maxBytes: number | undefined;
  readonly quiet: boolean;
  readonly json: boolean;
}

/**
 * The words after `swap`.
 * @returns undefined when help is wanted
 * @throws Stop when they make no command
 */
export function parseSwapArguments(words: readonly string[]): SwapArguments | undefined {
  const { values, positionals } = parse(words);
  if (values.help) return undefined;
  const [target, face, ...rest] = positionals;
  if (target === undefined || face === undefined) {
    throw wrong(`${target === undefined ? "TARGET and FACE are" : "FACE is"} missing.`);
  }
  if (rest.length > 0) throw wrong(`"${rest.join(" ")}" is one file too many.`);
  return {
    target,
    face,
    output: values.output,
    maxBytes: maxBytesOf(values["max-size"]),
    quiet: values.quiet,
    json: values.json,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        output: { type: "string", short: "o" },
        "max-size": { type: "string" },
        quiet: { type: "boolean", short: "q", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function maxBytesOf(size: string | undefined): number | undefined {
  if (size === undefined) return undefined;
  const bytes = parseByteSize(size);
  if (bytes === undefined) throw wrong(`"${size}" is no size.`);
  return bytes;
}

/** `beach.webp` → `beach-swapped.png`, in the same folder. */
export function defaultOutput(target: string, extension: ".gif" | ".png"): string {
  return join(dirname(target), `${basename(target, extname(target))}-swapped${extension}`);
}

function wrong(why: string): Stop {
  return new Stop(exitCodes.badUsage, `${why} "npm run swap -- --help" shows how it goes.`);
}
