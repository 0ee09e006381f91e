import type { FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { Refusal, RefusalCode } from "../contract/envelope.ts";
import { AppError, codeOf, isPeopleCode, isServerCode } from "../core/errors.ts";
import type { ErrorCode, ErrorFacts, PeopleCode, ServerCode } from "../core/errors.ts";
import { keyedPrefix } from "../contract/paths.ts";
import { describeInvalidRequest } from "./invalid-request.ts";
import { taskFailureText } from "./tasks/task-failure-text.ts";

interface Row {
  readonly code: RefusalCode;
  readonly message: string;
}

const invalid: Row = { code: 422, message: "Missing Params or Type Error" };
const busy: Row = { code: 429, message: "Too many requests" };
const failed: Row = { code: 501, message: "Generation failed" };
const broken: Row = { code: 500, message: "Unexpected server error" };

/** What an API client gets for each error. The HTTP status is the same number. */
const replies = {
  KEY_MISSING: { code: 401, message: "API key missing" },
  KEY_UNKNOWN: { code: 401, message: "API key invalid" },
  KEY_DISABLED: { code: 403, message: "API key disabled" },
  MAINTENANCE: { code: 455, message: "The server is under maintenance" },
  FEATURE_OFF: { code: 505, message: "Feature disabled" },
  TASK_CANCELLED: { code: 501, message: "Cancelled" },
  ACCOUNT_EMPTY: { code: 402, message: "Insufficient credits" },
  NOT_FOUND: { code: 404, message: "Not found" },
  REQUEST_INVALID: invalid,
  RATE_LIMITED: busy,
  STORE_SHARE_FULL: {
    code: 429,
    message: "This key's files fill its share of the media store; they are deleted as they expire",
  },
  QUEUE_FULL: { code: 429, message: "Too many tasks are waiting" },
  SHUTTING_DOWN: { code: 455, message: "The server is going down for maintenance" },

  INPUT_MISSING: invalid,
  TARGET_NOT_GIF: invalid,
  TARGET_NOT_IMAGE: invalid,
  TARGET_NOT_VIDEO: invalid,
  TARGET_BROKEN: invalid,
  FACE_NOT_IMAGE: invalid,
  FACE_BROKEN: invalid,
  MEDIA_TOO_LARGE: invalid,
  MEDIA_TOO_MANY_PIXELS: invalid,
  MEDIA_TOO_MANY_FRAMES: invalid,
  MEDIA_TOO_LONG: invalid,
  NO_FACE_IN_TARGET: invalid,
  NO_FACE_IN_PHOTO: invalid,
  FACE_NOT_LISTED: invalid,
  TARGET_FACE_TOO_DARK: invalid,
  PHOTO_FACE_TOO_SMALL: invalid,
  PHOTO_FACE_TURNED: invalid,
  PHOTO_FACE_BLURRED: invalid,
  PHOTO_FACE_COVERED: invalid,
  PHOTO_FACE_CUT_OFF: invalid,
  PHOTO_TOO_DARK: invalid,
  PHOTO_BROWS_HIDDEN: invalid,
  PHOTO_LIGHT_UNEVEN: invalid,
  PHOTO_EYES_CLOSED: invalid,
  PHOTO_MOUTH_OPEN: invalid,
  PHOTO_SEVERAL_FACES: invalid,
  CONTENT_SEXUAL: invalid,
  CONTENT_MINOR: invalid,
  LINK_INVALID: invalid,
  LINK_PRIVATE: invalid,
  LINK_DEAD: invalid,
  LINK_NOT_MEDIA: invalid,
  NO_CREDITS: { code: 402, message: "Insufficient credits" },
  SERVER_ONLY: invalid,
  ACCOUNT_FROZEN: { code: 402, message: "Insufficient credits" },
  RESULT_GONE: { code: 404, message: "No such result" },
  RESULT_SHOWN_ALREADY: invalid,
  RESULT_OF_ANOTHER: { code: 403, message: "Not your result" },
  RESULT_NOT_YOURS: invalid,
  RESULT_HIDDEN: invalid,
  RESULT_PRIVATE_ALREADY: invalid,
  REPORTED_ALREADY: invalid,
  REPORT_GONE: invalid,
  MODERATORS_ONLY: invalid,
  BUTTON_OUTDATED: invalid,
  QUOTE_ENDED: invalid,
  CANCELLED: invalid,
  CANCEL_TOO_LATE: invalid,
  JOB_OVER: invalid,
  JOB_OF_ANOTHER: { code: 403, message: "Not your job" },
  TOO_MANY_RUNNING: { code: 429, message: "Too many unfinished tasks" },

  SWAP_FAILED: failed,
  SWAP_TIMED_OUT: failed,
  RESULT_UNUSABLE: failed,
  RESULT_TOO_LARGE: failed,
  ENGINE_CRASHED: failed,
  ENGINE_TIMED_OUT: failed,

  STORE_FAILED: broken,
  MODEL_UNUSABLE: broken,
  SAFETY_CHECK_FAILED: broken,
  SWAP_API_UNREACHABLE: broken,
  SWAP_API_BUSY: broken,
  SWAP_API_REFUSED: broken,
  STILLS_OFF: broken,
  SWAP_API_UNCLEAR: broken,
  SWAP_API_KEY: broken,
  SWAP_API_CREDITS: broken,
  SWAP_API_MAINTENANCE: broken,
  SWAP_API_ODD_ANSWER: broken,
  DISCORD_UNREACHABLE: broken,
  ATTACHING_FORBIDDEN: broken,
  REPLY_NOT_TAKEN: broken,
  REPORT_NOT_TAKEN: broken,
  INTERNAL: broken,
} as const satisfies Record<Exclude<ErrorCode, PeopleCode | ServerCode>, Row>;

/** Does the HTTP status say the same as `code`, or always 200? Clients must bear both; the hosted API does either. */
export type HttpStatusMode = "mirror" | "always-200";

type Reply = (request: FastifyRequest, reply: FastifyReply) => void;

export interface ErrorReplies {
  /** The last stop of everything thrown while a request is answered. */
  readonly replyWithError: (error: unknown, ...exchange: Parameters<Reply>) => void;
  /** For every address that does not exist, and for what another key owns. */
  readonly replyNotFound: Reply;
}

export function createErrorReplies(mode: HttpStatusMode): ErrorReplies {
  function replyWithError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { code, refusal, retryAfterSeconds } = decide(error, request);
    if (refusal.code === 500) request.log.error({ err: error, code }, "The request failed");
    if (retryAfterSeconds !== undefined) {
      void reply.header("retry-after", String(retryAfterSeconds));
    }
    // The rest of a refused upload is read and dropped: hanging up on a client that still sends can cost it our answer.
    // The server's request time-out ends those that never stop.
    if (!request.raw.complete) request.raw.resume();
    const status = mode === "always-200" && isOfContract(request) ? 200 : refusal.code;
    // As text: under HTTP 200 the route's schema stands for an answer that went well.
    void reply.code(status).type("application/json; charset=utf-8").send(JSON.stringify(refusal));
  }

  return {
    replyWithError,
    replyNotFound: (...exchange) => replyWithError(new AppError("NOT_FOUND"), ...exchange),
  };
}

interface Decision {
  readonly code: ErrorCode;
  readonly refusal: Refusal;
  readonly retryAfterSeconds?: number;
}

function decide(error: unknown, request: FastifyRequest): Decision {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const data = error.validationContext === "body" ? request.body : request.query;
    return unprocessable("REQUEST_INVALID", describeInvalidRequest(error.validation, data));
  }
  if (isFastifyRefusal(error)) return unprocessable("REQUEST_INVALID", [asFault(error.message)]);

  const code = codeOf(error);
  const facts = error instanceof AppError ? error.facts : {};
  const { code: apiCode, message } =
    isPeopleCode(code) || isServerCode(code) ? broken : replies[code];
  if (apiCode === 422) {
    // The message of REQUEST_INVALID is written for the client; all others are written for the log.
    const own = error instanceof AppError && code === "REQUEST_INVALID";
    return unprocessable(code, [asFault(own ? error.message : taskFailureText(code, facts))]);
  }
  const refusal: Refusal = { code: apiCode, message: worded(message, facts), data: null };
  const wait = facts["retryAfterSeconds"];
  return { code, refusal, ...(typeof wait === "number" && { retryAfterSeconds: wait }) };
}

function unprocessable(code: ErrorCode, errors: readonly string[]): Decision {
  return { code, refusal: { ...invalid, errors: [...errors] } };
}

/** `what` is not there; or `why` it is refused. */
function worded(message: string, { what, why }: ErrorFacts): string {
  if (typeof what === "string") return `${what} not found`;
  return typeof why === "string" ? `${message}: ${why}` : message;
}

const asFault = (sentence: string) => `Value error, ${sentence}`;

/** A body that is no JSON, too large, of another type: refused by Fastify before we see it. */
function isFastifyRefusal(error: unknown): error is Error {
  if (!(error instanceof Error) || !("statusCode" in error)) return false;
  return typeof error.statusCode === "number" && error.statusCode >= 400 && error.statusCode < 500;
}

/** Files, health and documentation have no envelope whose `code` could be read instead. */
const isOfContract = ({ url }: FastifyRequest) => url.startsWith(keyedPrefix);
