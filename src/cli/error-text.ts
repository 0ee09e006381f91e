import type { ErrorCode, ErrorFacts, PeopleCode } from "../core/errors.ts";
import { kindName } from "../core/kind-names.ts";

/** The two inputs as the person named them. */
export interface InputNames {
  readonly target: string;
  readonly face: string;
}

/** What can be wrong with the files that somebody gives. */
type InputCode = Extract<
  Exclude<ErrorCode, PeopleCode>,
  | `TARGET_${string}`
  | `FACE_${string}`
  | `MEDIA_${string}`
  | `PHOTO_${string}`
  | "NO_FACE_IN_TARGET"
  | "NO_FACE_IN_PHOTO"
>;

type Sentence = (names: InputNames, facts: ErrorFacts) => string;

const sentences: Record<InputCode, Sentence> = {
  TARGET_NOT_GIF: ({ target }, facts) => `${target}${is(facts)} no GIF, PNG, JPEG, WebP or AVIF.`,
  TARGET_NOT_IMAGE: ({ target }, facts) => `${target}${is(facts)} no GIF, PNG, JPEG, WebP or AVIF.`,
  TARGET_NOT_VIDEO: ({ target }, facts) => `${target}${is(facts)} no MP4 or WebM video.`,
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
  FACE_NOT_LISTED: ({ target }, { face, faces }) =>
    `${target} has no face ${face}: it shows ${faces}, counted from 0.`,
  TARGET_FACE_TOO_DARK: ({ target }) => `The face in ${target} is too dark to see.`,
  PHOTO_FACE_TOO_SMALL: ({ face }, { size, better }) =>
    `The face in ${face} is small: ${size} pixels, and ${better} or more look good.`,
  PHOTO_FACE_TURNED: ({ face }) =>
    `The face in ${face} is turned away. One that looks into the camera works best.`,
  PHOTO_FACE_BLURRED: ({ face }) => `The face in ${face} is blurred. A sharper photo works better.`,
  PHOTO_FACE_COVERED: ({ face }) =>
    `Something covers mouth or chin in ${face}. Nothing in front of the face works best.`,
  PHOTO_FACE_CUT_OFF: ({ face }) =>
    `The face in ${face} is cut off. The whole face, forehead to chin, works best.`,
  PHOTO_TOO_DARK: ({ face }) => `The face in ${face} is too dark. More light works better.`,
  PHOTO_BROWS_HIDDEN: ({ face }) =>
    `Hair hides the eyebrows in ${face}. Hair out of the face works better.`,
  PHOTO_LIGHT_UNEVEN: ({ face }) =>
    `Uneven light, or hair, lies across the face in ${face}. Even light works better.`,
  PHOTO_EYES_CLOSED: ({ face }) => `The eyes in ${face} are closed. Open eyes work better.`,
  PHOTO_MOUTH_OPEN: ({ face }) => `The mouth in ${face} is open. A closed mouth works better.`,
  PHOTO_SEVERAL_FACES: ({ face }, { faces }) =>
    `${face} shows ${faces} faces, and the largest is taken. A single one leaves no doubt.`,
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
