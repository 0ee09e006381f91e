import { deadline } from "../core/deadline.ts";
import { AppError } from "../core/errors.ts";
import { createGuardedDispatcher } from "./guarded-dispatcher.ts";
import type { Resolve } from "./resolve-name.ts";
import { readCapped } from "./read-capped.ts";
import { originSet, parseSafeUrl } from "./safe-url.ts";
import { reasonOf } from "./wire-reason.ts";

export interface HookPosterOptions {
  /** Origins exempt from the rules on private addresses and ports. */
  readonly allowedOrigins: readonly string[];
  /** One call, from the name's look-up to the end of the answer. */
  readonly timeoutMs: number;
  readonly resolve?: Resolve | undefined;
}

/** `again`: may work later. `never`: the address leads where we do not go. The reason names no URL. */
type HookOutcome =
  | { readonly kind: "taken" }
  | { readonly kind: "again" | "never"; readonly reason: string };

export interface HookPoster {
  /** POSTs JSON to a URL that a stranger gave. Any 2xx is success; redirects are not followed. */
  post(url: string, body: unknown, signal?: AbortSignal): Promise<HookOutcome>;
  close(): Promise<void>;
}

/** What a listener answers is not ours to read; it gets this much time on the wire. */
const maxAnswerBytes = 64 * 1024;

export function createHookPoster(options: HookPosterOptions): HookPoster {
  const { timeoutMs } = options;
  const allowedOrigins = originSet(options.allowedOrigins);
  const dispatcher = createGuardedDispatcher({ allowedOrigins, resolve: options.resolve });
  return {
    async post(text, body, signal) {
      try {
        const url = parseSafeUrl(text, allowedOrigins);
        const answer = await dispatcher.request({
          origin: url.origin,
          path: url.pathname + url.search,
          method: "POST",
          headers: { "content-type": "application/json", "user-agent": "gif-face-swap-bot/1" },
          body: JSON.stringify(body),
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
          signal: deadline(timeoutMs, signal),
        });
        await readCapped(answer.body, maxAnswerBytes);
        const taken = answer.statusCode >= 200 && answer.statusCode < 300;
        return taken ? { kind: "taken" } : { kind: "again", reason: `HTTP ${answer.statusCode}` };
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (error instanceof AppError) return { kind: "never", reason: error.code };
        return { kind: "again", reason: reasonOf(error) };
      }
    },
    close: () => dispatcher.close(),
  };
}
