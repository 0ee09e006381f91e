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
  -s, --strength how far the new face goes towards the photo: "natural" (the
                 default), "balanced", "likeness", or a number from 0 to 1
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
  /** 0 natural … 1 likeness. */
  readonly strength: number;
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
    strength: readStrength(values.strength),
    maxBytes: maxBytesOf(values["max-size"]),
    quiet: values.quiet,
    json: values.json,
  };
}

const strengths: ReadonlyMap<string, number> = new Map([
  ["natural", 0],
  ["balanced", 0.5],
  ["likeness", 1],
]);

function readStrength(word: string): number {
  const strength = strengths.get(word) ?? (word.trim() === "" ? Number.NaN : Number(word));
  if (strength >= 0 && strength <= 1) return strength;
  throw wrong(
    `"${word}" is no strength: natural, balanced, likeness, or a number from 0 to 1 are.`,
  );
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        output: { type: "string", short: "o" },
        strength: { type: "string", short: "s", default: "natural" },
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
