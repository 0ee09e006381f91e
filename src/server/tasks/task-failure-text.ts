import type { ErrorCode, ErrorFacts, PeopleCode, ServerCode } from "../../core/errors.ts";
import { kindName } from "../../core/kind-names.ts";

/** What only a request can run into, never a task that was accepted. */
type RequestCode =
  | "INPUT_MISSING"
  | "NO_CREDITS"
  | "ACCOUNT_FROZEN"
  | "SERVER_ONLY"
  | "TOO_MANY_RUNNING"
  | "RESULT_GONE"
  | "RESULT_SHOWN_ALREADY"
  | "RESULT_OF_ANOTHER"
  | "RESULT_NOT_YOURS"
  | "RESULT_HIDDEN"
  | "RESULT_PRIVATE_ALREADY"
  | "REPORTED_ALREADY"
  | "REPORT_GONE"
  | "MODERATORS_ONLY"
  | "BUTTON_OUTDATED"
  | "QUOTE_ENDED"
  | "CANCELLED"
  | "CANCEL_TOO_LATE"
  | "JOB_OVER"
  | "JOB_OF_ANOTHER"
  | "KEY_MISSING"
  | "KEY_UNKNOWN"
  | "KEY_DISABLED"
  | "MAINTENANCE"
  | "REQUEST_INVALID"
  | "NOT_FOUND"
  | "RATE_LIMITED"
  | "ACCOUNT_EMPTY";

/** What only a client of a swap API can run into; this is the API. */
type ClientCode = Extract<
  ErrorCode,
  | `SWAP_API_${string}`
  | "STILLS_OFF"
  | "RESULT_UNUSABLE"
  | "DISCORD_UNREACHABLE"
  | "ATTACHING_FORBIDDEN"
  | "REPLY_NOT_TAKEN"
  | "REPORT_NOT_TAKEN"
>;

type Sentence = string | ((facts: ErrorFacts) => string);

const brokenServer = "The server had a fault of its own. Your credits are back; please try again.";

/** `TaskInfo.result.message` of a failed task: what went wrong, and what the person may do about it. */
const sentences = {
  TARGET_NOT_GIF: ({ kind }) =>
    `The target is ${but(kind)}not a GIF. Send a real GIF file; renaming another kind does not help.`,
  TARGET_NOT_IMAGE: ({ kind }) =>
    `The target is ${but(kind)}not a picture that can be read. Send a PNG, JPEG, WebP or AVIF file.`,
  TARGET_NOT_VIDEO: "The target is not a video. Send an MP4 or WebM file.",
  TARGET_BROKEN: "The target file is damaged or cut off. Send it again, or save it anew first.",
  FACE_NOT_IMAGE: ({ kind }) =>
    `The face is ${but(kind)}not a picture that can be read. Send a PNG, JPEG, WebP or AVIF photo.`,
  FACE_BROKEN: "The face photo is damaged or cut off. Send it again, or save it anew first.",
  MEDIA_TOO_LARGE: ({ limit }) =>
    `The file is too large${atMost(megabytes(limit), "MB")}. Send a smaller one.`,
  MEDIA_TOO_MANY_PIXELS: ({ pixels, limit }) =>
    pixels === undefined
      ? `The picture is too big${atMost(limit, "pixels a side")}. Scale it down and send it again.`
      : `The file holds too many pixels${atMost(limit, "in all")}. Scale it down and send it again.`,
  MEDIA_TOO_MANY_FRAMES: ({ limit }) =>
    `The GIF has too many frames${atMost(limit)}. Cut it shorter and send it again.`,
  MEDIA_TOO_LONG: ({ limit }) =>
    `The GIF runs too long${atMost(limit, "seconds")}. Cut it shorter and send it again.`,
  NO_FACE_IN_TARGET: "No face was found in the target. Faces must be visible and not too small.",
  NO_FACE_IN_PHOTO:
    "No face was found in the face photo. Send one that shows the face from the front.",
  FACE_NOT_LISTED: ({ face, faces }) =>
    `The target has no face ${face}: it shows ${faces}, counted from 0. Detect its faces first.`,
  TARGET_FACE_TOO_DARK: "The face in the target is too dark to see. Send a target with more light.",
  PHOTO_FACE_TOO_SMALL: ({ size, better }) =>
    `The face in the photo is small (${size} pixels; ${better} or more look good). Send a larger one.`,
  PHOTO_FACE_TURNED:
    "The face in the photo is turned away. Send one that looks straight into the camera.",
  PHOTO_FACE_BLURRED: "The face in the photo is blurred. Send a sharper photo.",
  PHOTO_FACE_COVERED:
    "Something covers mouth or chin in the photo. Send one with nothing in front of the face.",
  PHOTO_FACE_CUT_OFF: "The face in the photo is cut off. Send one with the whole face in it.",
  PHOTO_TOO_DARK: "The face in the photo is too dark to see. Send one with more light.",
  PHOTO_BROWS_HIDDEN:
    "Hair hides the eyebrows in the photo. Send one with the hair out of the face.",
  PHOTO_LIGHT_UNEVEN:
    "Uneven light, or hair, lies across the face in the photo. Send one in even light, with a clear face.",
  PHOTO_EYES_CLOSED: "The eyes in the photo are closed. Send one with open eyes.",
  PHOTO_MOUTH_OPEN: "The mouth in the photo is open. Send one with the mouth closed.",
  PHOTO_SEVERAL_FACES:
    "The photo shows several faces, and the largest is taken. Send one with a single face to be sure.",
  CONTENT_SEXUAL: ({ role }) =>
    `The ${role} looks sexual, and there no faces are swapped. No setting changes that.`,
  CONTENT_MINOR:
    "A face looks under age in something suggestive, and there no faces are swapped. No setting changes that.",
  LINK_INVALID: "A link is not a usable http or https address.",
  LINK_PRIVATE: "A link leads to a private network, which this server does not reach.",
  LINK_DEAD: "A link does not answer, or the file behind it is gone.",
  LINK_NOT_MEDIA: "A link leads to a page and not to a picture. Send the link of the file itself.",
  RESULT_TOO_LARGE: ({ limit }) =>
    `The swapped file came out too large${atMost(megabytes(limit), "MB")}. Send a smaller target.`,
  SWAP_FAILED: "The face could not be swapped.",
  SWAP_TIMED_OUT: "The swap took too long and was stopped. Try a shorter or smaller file.",
  ENGINE_CRASHED: "The swap failed twice on the server. Your credits are back; try another file.",
  ENGINE_TIMED_OUT: "The swap took too long and was stopped. Try a shorter or smaller file.",
  FEATURE_OFF: "This server does not do that; its models list says what it does.",
  TASK_CANCELLED: "The task was cancelled. Your credits are back.",
  QUEUE_FULL: "The server is too busy. Your credits are back; please try again in a minute.",
  SHUTTING_DOWN: "The server was stopped. Your credits are back; please try again.",
  STORE_FAILED: brokenServer,
  STORE_SHARE_FULL:
    "Your key's files fill its share of the server. Your credits are back; please try again when some have expired.",
  MODEL_UNUSABLE: brokenServer,
  SAFETY_CHECK_FAILED:
    "The files could not be checked for what must not be swapped. Your credits are back; please try again.",
  INTERNAL: brokenServer,
} satisfies Record<
  Exclude<ErrorCode, RequestCode | ClientCode | PeopleCode | ServerCode>,
  Sentence
>;

const table: Readonly<Partial<Record<ErrorCode, Sentence>>> = sentences;

/** One sentence for the person who made the task. `facts` are those of the error. */
export function taskFailureText(code: ErrorCode, facts: ErrorFacts = {}): string {
  const sentence = table[code] ?? sentences.INTERNAL;
  return typeof sentence === "string" ? sentence : sentence(facts);
}

type Fact = ErrorFacts[string] | undefined;

/** "a HEIC photo, ", when it is known what the file is instead. */
function but(kind: Fact): string {
  const name = kindName(kind);
  return name === undefined ? "" : `${name}, `;
}

function atMost(limit: Fact, unit = ""): string {
  return limit === undefined ? "" : ` (at most ${[limit, unit].join(" ").trim()})`;
}

function megabytes(bytes: Fact): Fact {
  return typeof bytes === "number" ? Math.floor(bytes / 1024 / 1024) : undefined;
}
