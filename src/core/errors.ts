/** About faces that people keep, people who are asked, and those who said no: what only the bot knows. */
const peopleCodes = [
  "FACE_MISSING",
  "FACE_SOURCES",
  "FACE_NAME_INVALID",
  "FACE_NAME_TAKEN",
  "TOO_MANY_SAVED_FACES",
  "SAVED_FACE_UNKNOWN",
  "SAVED_FACE_UNREADABLE",
  "MEMBER_IS_BOT",
  "MEMBER_WITHOUT_PICTURE",
  "MEMBER_OPTED_OUT",
  "MEMBERS_FORBIDDEN",
  "MEMBER_CANNOT_ANSWER",
  "ASKED_ALREADY",
  "REFUSED_LATELY",
  "QUESTION_OVER",
  "QUESTION_FOR_ANOTHER",
  "AUTHOR_OPTED_OUT",
  "NO_MEDIA_IN_MESSAGE",
  "CONSENT_UNTICKED",
  "FORM_OVER",
  "FILE_MISSING",
  "MARKS_UNREADABLE",
  "BUTTON_OF_ANOTHER",
] as const;
export type PeopleCode = (typeof peopleCodes)[number];

/** About what a server allows. */
const serverCodes = [
  "SWAPS_OFF_HERE",
  "CHANNEL_NOT_ALLOWED",
  "ROLE_NOT_ALLOWED",
  "AGE_RESTRICTED_ONLY",
  "AGE_RESTRICTED_NEVER",
  "MEMBERS_SELF_ONLY",
  "SERVER_TOO_BUSY",
  "NO_PLACE_IN_TIME",
  "PRICES_FIXED",
] as const;
export type ServerCode = (typeof serverCodes)[number];

/**
 * Every way a request can fail, by name. Two tables turn these into words and must be complete:
 * `discord/error-text.ts` (what a person reads) and `server/error-reply.ts` (what an API client gets).
 */
export const errorCodes = [
  // The person can fix these.
  "INPUT_MISSING",
  "TARGET_NOT_GIF",
  "TARGET_NOT_IMAGE",
  "TARGET_NOT_VIDEO",
  "TARGET_BROKEN",
  "FACE_NOT_IMAGE",
  "FACE_BROKEN",
  "MEDIA_TOO_LARGE",
  "MEDIA_TOO_MANY_PIXELS",
  "MEDIA_TOO_MANY_FRAMES",
  "MEDIA_TOO_LONG",
  "NO_FACE_IN_TARGET",
  "NO_FACE_IN_PHOTO",
  "FACE_NOT_LISTED",
  "TARGET_FACE_TOO_DARK",
  "PHOTO_FACE_TOO_SMALL",
  "PHOTO_FACE_TURNED",
  "PHOTO_FACE_BLURRED",
  "PHOTO_FACE_COVERED",
  "PHOTO_FACE_CUT_OFF",
  "PHOTO_TOO_DARK",
  "PHOTO_BROWS_HIDDEN",
  "PHOTO_LIGHT_UNEVEN",
  "PHOTO_EYES_CLOSED",
  "PHOTO_MOUTH_OPEN",
  "PHOTO_SEVERAL_FACES",
  "CONTENT_SEXUAL",
  "CONTENT_MINOR",
  "LINK_INVALID",
  "LINK_PRIVATE",
  "LINK_DEAD",
  "LINK_NOT_MEDIA",
  "NO_CREDITS",
  "ACCOUNT_FROZEN",
  "SERVER_ONLY",
  "TOO_MANY_RUNNING",
  "RESULT_GONE",
  "RESULT_SHOWN_ALREADY",
  "RESULT_OF_ANOTHER",
  "RESULT_NOT_YOURS",
  "RESULT_HIDDEN",
  "RESULT_PRIVATE_ALREADY",
  "REPORTED_ALREADY",
  "REPORT_GONE",
  "MODERATORS_ONLY",
  "BUTTON_OUTDATED",
  "QUOTE_ENDED",
  "CANCELLED",
  "CANCEL_TOO_LATE",
  "JOB_OVER",
  "JOB_OF_ANOTHER",
  ...peopleCodes,
  ...serverCodes,
  // The swap API (hosted or ours) did not do what we asked.
  "SWAP_API_UNREACHABLE",
  "SWAP_API_BUSY",
  "SWAP_API_REFUSED",
  "STILLS_OFF",
  "SWAP_API_UNCLEAR",
  "SWAP_API_KEY",
  "SWAP_API_CREDITS",
  "SWAP_API_MAINTENANCE",
  "SWAP_API_ODD_ANSWER",
  "SWAP_FAILED",
  "SWAP_TIMED_OUT",
  "RESULT_UNUSABLE",
  "RESULT_TOO_LARGE",
  // Discord did not do what we asked.
  "DISCORD_UNREACHABLE",
  "ATTACHING_FORBIDDEN",
  "REPLY_NOT_TAKEN",
  "REPORT_NOT_TAKEN",
  // Our own machinery.
  "STORE_FAILED",
  "STORE_SHARE_FULL",
  "QUEUE_FULL",
  "ENGINE_CRASHED",
  "ENGINE_TIMED_OUT",
  "MODEL_UNUSABLE",
  "SAFETY_CHECK_FAILED",
  "SHUTTING_DOWN",
  // What only an API client can provoke.
  "KEY_MISSING",
  "KEY_UNKNOWN",
  "KEY_DISABLED",
  "MAINTENANCE",
  "FEATURE_OFF",
  "TASK_CANCELLED",
  "REQUEST_INVALID",
  "NOT_FOUND",
  "RATE_LIMITED",
  "ACCOUNT_EMPTY",
  "INTERNAL",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Plain facts that a sentence about the error may use: figures, limits, names. Never a URL or a secret. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean>>;

export interface ErrorOptions {
  /** For logs: what happened, in one sentence with names and values. */
  message?: string;
  facts?: ErrorFacts;
  cause?: unknown;
}

/** An error whose meaning is known. Everything thrown that is not one of these is our bug. */
export class AppError extends Error {
  override readonly name: string = "AppError";
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, options: ErrorOptions = {}) {
    super(
      options.message ?? code,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.facts = options.facts ?? {};
  }
}

/** The person who asked can fix it: another file, another link, later. */
export class UserError extends AppError {
  override readonly name = "UserError";
}

/**
 * What may be done after somebody else's service failed:
 * `retry` the same call, `wait` (the service is down or limiting us), `ask-a-person` (it may have been charged), `give-up`.
 */
export type NextStep = "retry" | "wait" | "ask-a-person" | "give-up";

/** Somebody else's service failed; `next` was decided where the fact was known. */
export class UpstreamError extends AppError {
  override readonly name = "UpstreamError";
  readonly next: NextStep;
  /** The service asked for this pause before the next call, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    options: ErrorOptions & { next: NextStep; retryAfterMs?: number | undefined },
  ) {
    super(code, options);
    this.next = options.next;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The settings are wrong; the message lists every fault, names only. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** The code of any thrown value; what we did not foresee is `INTERNAL`. */
export function codeOf(error: unknown): ErrorCode {
  return error instanceof AppError ? error.code : "INTERNAL";
}

const knownPeopleCodes: ReadonlySet<ErrorCode> = new Set(peopleCodes);

export function isPeopleCode(code: ErrorCode): code is PeopleCode {
  return knownPeopleCodes.has(code);
}

const knownServerCodes: ReadonlySet<ErrorCode> = new Set(serverCodes);

export function isServerCode(code: ErrorCode): code is ServerCode {
  return knownServerCodes.has(code);
}
