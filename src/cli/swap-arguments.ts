import { basename, dirname, extname, join } from "node:path";
import { strengths } from "../core/strengths.ts";
import { parseByteSize } from "./byte-size.ts";
import { badUsage, parseOptions } from "./parse-options.ts";
import type { Stop } from "./stop.ts";

export const swapHelp = `Puts the face of a photo into a GIF or a picture.

  npm run swap -- TARGET FACE [-o OUT] [--faces all] [--max-size SIZE]
  npm run swap -- TARGET --faces N=PHOTO [--faces N=PHOTO ...] [-o OUT]

  TARGET         a GIF; or a PNG, JPEG or WebP picture
  FACE           a photo that shows the new face: PNG, JPEG or WebP
      --faces    which faces of TARGET are replaced. Default: the main one.
                 all: every face, by FACE.
                 N=PHOTO: face N of "npm run detect", by PHOTO; others stay.
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

/** Which faces get which photos, by file name. */
export type FaceChoice =
  | { readonly kind: "main" | "all"; readonly photo: string }
  | { readonly kind: "map"; readonly photos: ReadonlyMap<number, string> };

export interface SwapArguments {
  readonly target: string;
  readonly choice: FaceChoice;
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
  const [target, ...rest] = positionals;
  if (target === undefined) throw wrong("TARGET and FACE are missing.");
  return {
    target,
    choice: chooseFaces(rest, values.faces),
    output: values.output,
    strength: readStrength(values.strength),
    maxBytes: maxBytesOf(values["max-size"]),
    quiet: values.quiet,
    json: values.json,
  };
}

/** @param photos the files after TARGET */
function chooseFaces(photos: readonly string[], faces: readonly string[]): FaceChoice {
  const everyone = faces.includes("all");
  const isMap = faces.length > 0 && !everyone;
  if (everyone && faces.length > 1) throw wrong('"--faces all" leaves no face for another one.');
  const extra = photos.slice(isMap ? 0 : 1);
  if (extra.length > 0) throw wrong(`"${extra.join(" ")}" is one file too many.`);
  if (isMap) return { kind: "map", photos: photosByFace(faces) };
  const [photo] = photos;
  if (photo === undefined) throw wrong("FACE is missing.");
  return { kind: everyone ? "all" : "main", photo };
}

function photosByFace(faces: readonly string[]): Map<number, string> {
  const photos = new Map<number, string>();
  for (const choice of faces) {
    const [, number, photo] = /^(\d{1,3})=(.+)$/su.exec(choice) ?? [];
    if (number === undefined || photo === undefined) {
      throw wrong(`"--faces ${choice}" is neither "all" nor N=PHOTO.`);
    }
    if (photos.has(Number(number))) throw wrong(`Face ${number} is given two photos.`);
    photos.set(Number(number), photo);
  }
  return photos;
}

const byWord: ReadonlyMap<string, number> = new Map(Object.entries(strengths));

function readStrength(word: string): number {
  const strength = byWord.get(word) ?? (word.trim() === "" ? Number.NaN : Number(word));
  if (strength >= 0 && strength <= 1) return strength;
  throw wrong(
    `"${word}" is no strength: natural, balanced, likeness, or a number from 0 to 1 are.`,
  );
}

function parse(words: readonly string[]) {
  return parseOptions("swap", words, {
    output: { type: "string", short: "o" },
    faces: { type: "string", multiple: true, default: [] },
    strength: { type: "string", short: "s", default: "natural" },
    "max-size": { type: "string" },
    quiet: { type: "boolean", short: "q", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  });
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
  return badUsage("swap", why);
}
