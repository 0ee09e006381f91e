import type { Dispatcher } from "undici";
import type { ZodType } from "zod";
import type { Clock } from "../core/clock.ts";
import { deadline } from "../core/deadline.ts";
import { UpstreamError } from "../core/errors.ts";
import { jsonOrUndefined } from "../core/json-or-undefined.ts";
import { limits } from "../core/limits.ts";
import { readCapped } from "./read-capped.ts";
import { retryAfterMs } from "./retry-after.ts";
import { reasonOf } from "./wire-reason.ts";
import { upstreamError } from "./upstream-status.ts";

export interface JsonRequest<T> {
  readonly dispatcher: Dispatcher;
  readonly url: URL;
  /** GET may be repeated; a POST whose answer was lost may have worked. */
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly schema: ZodType<T>;
  /** The whole call. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** For a `Retry-After` that is a date. */
  readonly clock?: Clock | undefined;
}

export interface JsonAnswer<T> {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly value: T;
}

/** Failures of which we know that no byte of the request left: the name, the connection, the handshake. */
const neverSent = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/**
 * One JSON call to the swap API, whose answer is taken whatever its HTTP status if it fits the schema.
 * @throws UpstreamError: `SWAP_API_UNREACHABLE` (retry), `SWAP_API_UNCLEAR` (a POST that may have been done),
 * `SWAP_API_ODD_ANSWER`, or what the HTTP status means when the body says nothing; the signal's reason when aborted
 */
export async function requestJson<T>(request: JsonRequest<T>): Promise<JsonAnswer<T>> {
  const { schema, clock = Date.now } = request;
  const repeatable = request.method === "GET";
  const received = await send(request, repeatable);
  const wait = retryAfterMs(received.retryAfter, clock());
  const parsed = schema.safeParse(jsonOrUndefined(received.text));
  if (parsed.success) {
    return { status: received.status, retryAfterMs: wait, value: parsed.data };
  }
  throw upstreamError(received.status, { repeatable, retryAfterMs: wait, cause: parsed.error });
}

async function send<T>(request: JsonRequest<T>, repeatable: boolean) {
  const { dispatcher, url, method, headers, body, timeoutMs, signal } = request;
  try {
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: deadline(timeoutMs, signal),
    });
    const bytes = await readCapped(response.body, limits.maxJsonBytes);
    return {
      status: response.statusCode,
      retryAfter: response.headers["retry-after"],
      text: bytes?.toString("utf8") ?? "",
    };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw unanswered(error, repeatable);
  }
}

function unanswered(error: unknown, repeatable: boolean): UpstreamError {
  const reason = reasonOf(error);
  return repeatable || neverSent.has(reason)
    ? new UpstreamError("SWAP_API_UNREACHABLE", { next: "retry", facts: { reason }, cause: error })
    : new UpstreamError("SWAP_API_UNCLEAR", {
        next: "ask-a-person",
        facts: { reason },
        cause: error,
      });
}
