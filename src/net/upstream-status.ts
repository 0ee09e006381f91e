import { UpstreamError } from "../core/errors.ts";
import type { ErrorCode, ErrorFacts, NextStep } from "../core/errors.ts";

export interface CallFacts {
  /** The call may be repeated without doing anything twice. */
  readonly repeatable: boolean;
  readonly retryAfterMs?: number | undefined;
  /** The service's own words. */
  readonly detail?: string | undefined;
  readonly cause?: unknown;
}

/**
 * An answer that is not a success, as the error it means. `status` is the `code` of the answer's envelope where it has
 * one, else the HTTP status: they are the same numbers.
 */
export function upstreamError(status: number, call: CallFacts): UpstreamError {
  const [code, next] = judge(status, call.repeatable);
  const facts: ErrorFacts = call.detail ? { status, detail: call.detail } : { status };
  return new UpstreamError(code, {
    message: `The swap API answered ${status}${call.detail ? `: ${call.detail}` : ""}.`,
    facts,
    next,
    retryAfterMs: call.retryAfterMs,
    cause: call.cause,
  });
}

function judge(status: number, repeatable: boolean): [ErrorCode, NextStep] {
  switch (status) {
    case 401:
    case 403:
      return ["SWAP_API_KEY", "give-up"];
    case 402:
      return ["SWAP_API_CREDITS", "give-up"];
    case 429:
      return ["SWAP_API_BUSY", "wait"];
    case 455:
      return ["SWAP_API_MAINTENANCE", "wait"];
    case 501:
      return ["SWAP_FAILED", "give-up"];
    case 505:
      return ["FEATURE_OFF", "give-up"];
    default:
      // 408 may come from a gateway that had already passed the request on.
      if (status >= 400 && status < 500 && status !== 408) return ["SWAP_API_REFUSED", "give-up"];
      if (!repeatable) return ["SWAP_API_UNCLEAR", "ask-a-person"];
      return status >= 500 || status === 408
        ? ["SWAP_API_UNREACHABLE", "retry"]
        : ["SWAP_API_ODD_ANSWER", "retry"];
  }
}
