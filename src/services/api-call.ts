import type { Dispatcher } from "undici";
import type { ZodType } from "zod";
import { looseEnvelope } from "../contract/envelope.ts";
import type { Clock } from "../core/clock.ts";
import { requestJson } from "../net/http-json.ts";
import { upstreamError } from "../net/upstream-status.ts";

export interface ApiCallDeps {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** For the API itself, which the owner chose and which may be on the loopback. */
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
}

interface CallOptions {
  readonly query?: Readonly<Record<string, string>>;
  /** With one the call is a POST. */
  readonly body?: unknown;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** One call of the contract: the answer's `data`, or the error that its code means. @throws UpstreamError */
export type ApiCall = <T>(path: string, data: ZodType<T>, options: CallOptions) => Promise<T>;

const callTimeoutMs = 15_000;

export function createApiCall({ baseUrl, apiKey, dispatcher, clock }: ApiCallDeps): ApiCall {
  return async (path, data, { query = {}, body, timeoutMs = callTimeoutMs, signal }) => {
    const method = body === undefined ? "GET" : "POST";
    const url = new URL(path, baseUrl);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const { status, retryAfterMs, value } = await requestJson({
      dispatcher,
      url,
      method,
      headers: { "x-api-key": apiKey },
      body,
      schema: looseEnvelope,
      timeoutMs,
      signal,
      clock,
    });
    const facts = { repeatable: method === "GET", retryAfterMs };
    // Some answer 200 on the wire and put the error into `code`; success needs both.
    const worked = status >= 200 && status < 300;
    if (value.code !== 200 || !worked) {
      const detail = value.errors?.join("; ") ?? value.message;
      throw upstreamError(value.code === 200 ? status : value.code, { ...facts, detail });
    }
    const parsed = data.safeParse(value.data);
    if (!parsed.success) throw upstreamError(status, { ...facts, cause: parsed.error });
    return parsed.data;
  };
}
