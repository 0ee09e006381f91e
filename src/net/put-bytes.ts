import type { Dispatcher } from "undici";
import { deadline } from "../core/deadline.ts";
import { AppError, UpstreamError } from "../core/errors.ts";
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

/**
 * PUTs bytes to a presigned URL; any 2xx is success. Sends no key: the URL may be anybody's.
 * @throws UserError `LINK_PRIVATE`, `LINK_INVALID` for a URL that leads inside; UpstreamError otherwise, and since a PUT
 * may be repeated `next` is `retry` where that can help
 */
export async function putBytes(request: PutRequest): Promise<void> {
  const { dispatcher, allowedOrigins, contentType, bytes, timeoutMs, signal } = request;
  const url = parseSafeUrl(request.url, allowedOrigins);
  let status: number;
  try {
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: "PUT",
      headers: { "content-type": contentType, "content-length": String(bytes.length) },
      body: bytes,
      signal: deadline(timeoutMs, signal),
    });
    status = response.statusCode;
    // The answer may be an XML page about nothing; only its status counts.
    await response.body.dump({ limit: 64 * 1024 });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof AppError) throw error;
    throw new UpstreamError("SWAP_API_UNREACHABLE", { next: "retry", cause: error });
  }
  if (status < 200 || status > 299) throw upstreamError(status, { repeatable: true });
}
