import type { Dispatcher } from "undici";
import { deadline } from "../core/deadline.ts";
import { AppError, UpstreamError } from "../core/errors.ts";
import type { NextStep } from "../core/errors.ts";
import { parseSafeUrl } from "./safe-url.ts";
import { upstreamError } from "./upstream-status.ts";

export interface PutRequest {
  /** A guarded one: the URL came from an answer, not from our settings. */
  readonly dispatcher: Dispatcher;
  readonly url: string;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** These answers mean that the link has died, not that our key or our file is bad: a new link may work. */
const deadLinkStatuses: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/**
 * PUTs bytes to a presigned URL; any 2xx is success. Sends no key: the URL may be anybody's.
 * @throws UpstreamError `SWAP_API_ODD_ANSWER` for a URL that leads inside (give up) or is dead (retry); else as any call,
 * and since a PUT may be repeated `next` is `retry` where that can help; the signal's reason when aborted
 */
export async function putBytes(request: PutRequest): Promise<void> {
  const { dispatcher, allowedOrigins, contentType, bytes, timeoutMs, signal } = request;
  let status: number;
  try {
    const url = parseSafeUrl(request.url, allowedOrigins);
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: "PUT",
      headers: { "content-type": contentType, "content-length": String(bytes.length) },
      body: bytes,
      // A storage answers when it has the last byte, which lies in our own buffers for long on a slow line.
      headersTimeout: timeoutMs,
      signal: deadline(timeoutMs, signal),
    });
    status = response.statusCode;
    // The answer may be an XML page about nothing; only its status counts.
    await response.body.dump({ limit: 64 * 1024 });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    // Not the person's link but the service's, so nothing that they could mend.
    if (error instanceof AppError) throw oddLink(error.message, "give-up", error);
    throw new UpstreamError("SWAP_API_UNREACHABLE", { next: "retry", cause: error });
  }
  if (deadLinkStatuses.has(status)) throw oddLink(`It answered ${status}.`, "retry");
  if (status < 200 || status > 299) throw upstreamError(status, { repeatable: true });
}

function oddLink(why: string, next: NextStep, cause?: unknown): UpstreamError {
  const message = `The upload link of the swap API is of no use. ${why}`;
  return new UpstreamError("SWAP_API_ODD_ANSWER", { message, next, cause });
}
