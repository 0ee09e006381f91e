import type { ErrorCode, ErrorFacts } from "../core/errors.ts";
import { kindName } from "../core/kind-names.ts";

/** The two inputs as the person named them. */
export interface InputNames {
  readonly target: string;
  readonly face: string;
}

/** What can be wrong with the files that somebody gives. */
type InputCode = Extract<
  ErrorCode,
  | `TARGET_${string}`
  | `FACE_${string}`
  | `MEDIA_${string}`
  | "NO_FACE_IN_TARGET"
  | "NO_FACE_IN_PHOTO"
>;

type Sentence = (names: InputNames, facts: ErrorFacts) => string;

const sentences: Record<InputCode, Sentence> = {
  TARGET_NOT_GIF: ({ target }, facts) => `${target}${is(facts)} no GIF, PNG, JPEG, WebP or AVIF.`,
  TARGET_NOT_IMAGE: ({ target }, facts) => `${target}${is(facts)} no GIF, PNG, JPEG, WebP or AVIF.`,
  TARGET_BROKEN: ({ target }) => `${target} is damaged or cut off.`,
  FACE_NOT_IMAGE: ({ face }, facts) => `${face}${is(facts)} no PNG, JPEG, WebP or AVIF picture.`,
  FACE_BROKEN: ({ face }) => `${face} is damaged or cut off.`,
  MEDIA_TOO_LARGE: (_, { file, bytes, limit }) =>
    `${file ?? "A file"} has ${bytes} bytes; the most is ${limit}.`,
  MEDIA_TOO_MANY_PIXELS: (_, { width, height, pixels, limit }) =>
    pixels === undefined
      ? `A picture is ${width} × ${height} pixels; the most is ${limit} a side.`
      : `A file holds ${pixels} pixels in all; the most is ${limit}.`,
  MEDIA_TOO_MANY_FRAMES: ({ target }, { frames, limit }) =>
    `${target} has ${frames} frames; the most is ${limit}.`,
  MEDIA_TOO_LONG: ({ target }, { seconds, limit }) =>
    `${target} runs for ${seconds} s; the most is ${limit} s.`,
  NO_FACE_IN_TARGET: ({ target }) => `No face was found in ${target}.`,
  NO_FACE_IN_PHOTO: ({ face }) =>
    `No face was found in ${face}. A photo from the front, with the whole face in it, works best.`,
};

/** " is a HEIC photo and", when it is known what the file is instead. */
function is({ kind }: ErrorFacts): string {
  const name = kindName(kind);
  return name === undefined ? " is" : ` is ${name} and`;
}

const table: Readonly<Partial<Record<ErrorCode, Sentence>>> = sentences;

/** The sentence for an input that cannot be used; undefined when the inputs are not at fault. */
export function inputErrorText(
  code: ErrorCode,
  names: InputNames,
  facts: ErrorFacts,
): string | undefined {
  return table[code]?.(names, facts);
}
