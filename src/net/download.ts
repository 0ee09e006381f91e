import type { Dispatcher } from "undici";
import { deadline } from "../core/deadline.ts";
import { AppError, UserError } from "../core/errors.ts";
import type { ErrorFacts } from "../core/errors.ts";
import { parseUrl } from "../core/parse-url.ts";
import { createGuardedDispatcher } from "./guarded-dispatcher.ts";
import type { Resolve } from "./resolve-name.ts";
import { reasonOf } from "./wire-reason.ts";
import { originSet, parseSafeUrl } from "./safe-url.ts";

export interface DownloaderOptions {
  /** Origins exempt from the rules on private addresses and ports: our own server, a stand-in CDN. */
  readonly allowedOrigins: readonly string[];
  readonly resolve?: Resolve | undefined;
}

interface DownloadOptions {
  readonly maxBytes: number;
  /** The whole download, redirects included; 20 s by default. */
  readonly timeoutMs?: number | undefined;
  /** A web page is wanted; without it, one is refused. */
  readonly page?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Downloaded {
  readonly bytes: Uint8Array;
  /** After redirects. */
  readonly finalUrl: string;
}

export interface Downloader {
  /**
   * Fetches a URL that a stranger gave.
   * @throws UserError `LINK_INVALID`, `LINK_PRIVATE`, `LINK_DEAD` (facts: `status` or `reason`), `LINK_NOT_MEDIA` (a web
   * page, or compressed against our wish), `MEDIA_TOO_LARGE` (facts: `limit`); the signal's reason when it is aborted
   */
  download(url: string, options: DownloadOptions): Promise<Downloaded>;
  close(): Promise<void>;
}

interface Wanted {
  readonly maxBytes: number;
  readonly page: boolean;
}

const defaultTimeoutMs = 20_000;
const maxRedirects = 3;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const requestHeaders = {
  accept: "*/*",
  // A compressed body would be counted as it comes over the wire and unfold behind the cap.
  "accept-encoding": "identity",
  "user-agent": "gif-face-swap-bot/1",
};

export function createDownloader(options: DownloaderOptions): Downloader {
  const allowedOrigins = originSet(options.allowedOrigins);
  const dispatcher = createGuardedDispatcher({ allowedOrigins, resolve: options.resolve });

  /** One request: the body, or the URL that a redirect names. */
  async function fetchOnce(
    url: URL,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<Uint8Array | URL> {
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: "GET",
      headers: requestHeaders,
      signal,
    });
    const { statusCode, headers, body } = response;
    try {
      if (redirectStatuses.has(statusCode)) {
        return redirectTarget(url, headers.location, allowedOrigins);
      }
      if (statusCode !== 200) throw dead({ status: statusCode });
      return await readBody(response, wanted);
    } finally {
      // What was not read is not wanted, and breaking it off is no news.
      body.on("error", () => {}).destroy();
    }
  }

  async function follow(first: URL, wanted: Wanted, signal: AbortSignal): Promise<Downloaded> {
    let url = first;
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const answer = await fetchOnce(url, wanted, signal);
      if (!(answer instanceof URL)) return { bytes: answer, finalUrl: url.href };
      url = answer;
    }
    throw dead({ reason: "too many redirects", limit: maxRedirects });
  }

  return {
    async download(text, { maxBytes, page = false, timeoutMs = defaultTimeoutMs, signal }) {
      const url = parseSafeUrl(text, allowedOrigins);
      try {
        return await follow(url, { maxBytes, page }, deadline(timeoutMs, signal));
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        throw error instanceof AppError ? error : dead({ reason: reasonOf(error) }, error);
      }
    },
    close: () => dispatcher.close(),
  };
}

function redirectTarget(
  from: URL,
  location: string | string[] | undefined,
  allowedOrigins: ReadonlySet<string>,
): URL {
  const resolved = typeof location === "string" ? parseUrl(location, from.href) : undefined;
  if (!resolved) throw dead({ reason: "redirect without a target" });
  const url = parseSafeUrl(resolved.href, allowedOrigins);
  if (from.protocol === "https:" && url.protocol === "http:") {
    throw new UserError("LINK_INVALID", { message: "Refused a redirect from https to http." });
  }
  return url;
}

/** Reads the body up to `maxBytes`, counting what arrives: the length that a server declares is only a hint. */
async function readBody(
  { headers, body }: Dispatcher.ResponseData,
  { maxBytes, page }: Wanted,
): Promise<Uint8Array> {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw new UserError("LINK_NOT_MEDIA", { message: "The answer is compressed." });
  }
  const declaredPage = /^\s*(text\/html|application\/xhtml)/i.test(String(headers["content-type"]));
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    if (!page && length === 0 && isPage(bytes, declaredPage)) {
      throw new UserError("LINK_NOT_MEDIA", { message: "The link leads to a web page." });
    }
    length += bytes.length;
    if (length > maxBytes || Number(headers["content-length"]) > maxBytes) {
      throw new UserError("MEDIA_TOO_LARGE", { facts: { limit: maxBytes } });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, length);
}

/** The declared type alone decides nothing: there are hosts that serve GIFs as text/html, and pages as image/gif. */
function isPage(start: Buffer, declaredPage: boolean): boolean {
  const text = start
    .subarray(0, 256)
    .toString("utf8")
    .replace(/^\uFEFF?\s*/, "");
  return declaredPage
    ? text.startsWith("<")
    : /^<(!doctype html|html|head|body|script)/i.test(text);
}

function dead(facts: ErrorFacts, cause?: unknown): UserError {
  const why = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  return new UserError("LINK_DEAD", {
    message: `The link gives nothing: ${why.join(", ")}.`,
    facts,
    cause,
  });
}
