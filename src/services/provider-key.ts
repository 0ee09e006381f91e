import {
  BrokenCircuitError,
  SamplingBreaker,
  bulkhead,
  circuitBreaker,
  handleWhen,
  wrap,
} from "cockatiel";
import type { Clock } from "../core/clock.ts";
import type { Sleep } from "../core/deadline.ts";
import { UpstreamError } from "../core/errors.ts";
import type { ErrorCode } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import type { Metrics } from "../core/metrics.ts";
import type { SwapApi } from "./swap-api.ts";
import { createTokenBucket } from "./token-bucket.ts";

export interface ProviderKeyDeps {
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** 0 ≤ random() < 1 */
  readonly random: () => number;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, "called">;
  /** Calls a second that the key may make, on average. */
  readonly perSecond: number;
  /** Calls that it may make at once after a calm moment. */
  readonly burst: number;
  /** How long a service that fails is left alone. */
  readonly halfOpenAfterMs?: number;
}

/** A swap API behind one key, with what all of its callers must keep to together. */
export interface ProviderKey extends SwapApi {
  /** Why new work is not to be begun with this key now; undefined when it may. */
  refusal(): UpstreamError | undefined;
}

/** Calls on their way at the same time; the contract allows 10 a second. */
const atOnce = 16;
/** A call waits in line this long; beyond it, its job gives its turn away until then. */
const longestLineMs = 1_000;
/** What a 429 without a word about how long means. */
const unnamedPauseMs = 2_000;
/** A service that asks for more has a wrong clock, or we have: it is asked again by then. */
const longestPauseMs = 60 * 60 * 1000;
/** A new job waits out a pause that is shorter; nobody is asked to wait for a longer one. */
const longestWaitMs = 60_000;
/** Everybody comes back after the same pause: spread over a fifth of it. */
const pauseSpread = 0.2;
/** A key without credits, or one that was taken back, is tried again this much later. */
const stoppedForMs = 5 * 60 * 1000;
/** Half of the calls of half a minute failed, fifteen at least: leave the service alone for a while. */
const breakerOptions = { threshold: 0.5, duration: 30_000, minimumRps: 0.5 };

const outages: ReadonlySet<ErrorCode> = new Set([
  "SWAP_API_UNREACHABLE",
  "SWAP_API_UNCLEAR",
  "SWAP_API_ODD_ANSWER",
]);
const stoppers: ReadonlySet<ErrorCode> = new Set(["SWAP_API_KEY", "SWAP_API_CREDITS"]);

/**
 * One scheduler for everything that goes out with one key: a token bucket, the pause that the service asked for, a
 * circuit breaker, and a stop once the key has no credits or is not known any more. A call that may not go out now
 * throws `SWAP_API_BUSY` with the time to wait, and the service hears nothing of it.
 */
export function createProviderKey(api: SwapApi, deps: ProviderKeyDeps): ProviderKey {
  const { clock, sleep, random, log, metrics, halfOpenAfterMs = 15_000 } = deps;
  const bucket = createTokenBucket(clock, deps.perSecond, deps.burst);
  const breaker = circuitBreaker(handleWhen(isOutage).orWhenResult(isUnclear), {
    halfOpenAfter: halfOpenAfterMs,
    breaker: new SamplingBreaker(breakerOptions),
  });
  const line = wrap(bulkhead(atOnce, Infinity), breaker);
  let pausedUntil = 0;
  let stopped: { readonly error: UpstreamError; readonly until: number } | undefined;
  let brokenUntil = 0;

  breaker.onBreak(() => {
    brokenUntil = clock() + halfOpenAfterMs;
    log.error("The swap API fails every other call; it is left alone for a while");
  });
  breaker.onReset(() => log.info("The swap API works again"));

  function busy(untilMs: number): UpstreamError {
    const ms = Math.max(1, untilMs - clock());
    return new UpstreamError("SWAP_API_BUSY", {
      message: `The swap API is not to be called for ${ms} ms.`,
      next: "wait",
      retryAfterMs: ms,
    });
  }

  /** Has this time still to come? One that no pause could lead to was written before the clock was set back. */
  function isAhead(until: number): boolean {
    const ms = until - clock();
    return ms > 0 && ms <= longestPauseMs * (1 + pauseSpread);
  }

  /** Waits for this call's turn. @throws UpstreamError `SWAP_API_BUSY` when it is too far away */
  async function queue(signal: AbortSignal | undefined): Promise<void> {
    if (isAhead(pausedUntil)) throw busy(pausedUntil);
    const ms = bucket.take(longestLineMs);
    if (ms === undefined) throw busy(clock() + bucket.wait() * (1 + random()));
    if (ms > 0) await sleep(ms, signal);
    if (isAhead(pausedUntil)) throw busy(pausedUntil);
  }

  /** What an answer means for everybody who uses the key. */
  function learn(error: unknown): void {
    if (!(error instanceof UpstreamError)) return;
    if (error.code === "SWAP_API_BUSY") {
      const asked = Math.min(error.retryAfterMs ?? unnamedPauseMs, longestPauseMs);
      const until = clock() + Math.ceil(asked * (1 + pauseSpread * random()));
      pausedUntil = isAhead(pausedUntil) ? Math.max(pausedUntil, until) : until;
    }
    if (!stoppers.has(error.code)) return;
    // Once, however many jobs meet it.
    if (!stopped) log.error({ err: error }, "The swap API does not take our key: no new swaps");
    stopped = { error, until: clock() + stoppedForMs };
  }

  async function call<T>(
    name: string,
    signal: AbortSignal | undefined,
    make: () => Promise<T>,
  ): Promise<T> {
    await queue(signal);
    try {
      const answer = await line.execute(make, signal);
      metrics.called(name, "ok");
      return answer;
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw busy(brokenUntil + random() * halfOpenAfterMs);
      metrics.called(name, error instanceof UpstreamError ? error.code : "broken-off");
      learn(error);
      throw error;
    }
  }

  function refusal(): UpstreamError | undefined {
    if (stopped && isAhead(stopped.until)) return stopped.error;
    stopped = undefined;
    if (isAhead(brokenUntil)) return busy(brokenUntil);
    const isLong = isAhead(pausedUntil) && pausedUntil - clock() > longestWaitMs;
    return isLong ? busy(pausedUntil) : undefined;
  }

  return {
    refusal,

    async upload(bytes, type, signal) {
      if (stopped && isAhead(stopped.until)) throw stopped.error;
      return call("upload", signal, () => api.upload(bytes, type, signal));
    },

    async createTask(body, signal) {
      try {
        const outcome = await call("createTask", signal, () => api.createTask(body, signal));
        if (outcome.kind === "refused") learn(outcome.error);
        return outcome;
      } catch (error) {
        // Not sent, so certainly not taken.
        if (error instanceof UpstreamError) return { kind: "refused", error };
        throw error;
      }
    },

    checkFace: (url, signal) => call("checkFace", signal, () => api.checkFace(url, signal)),
    judgesFaces: () => api.judgesFaces(),
    taskInfo: (taskId, signal) => call("taskInfo", signal, () => api.taskInfo(taskId, signal)),
    cancelTask: (id, signal) => call("cancelTask", signal, () => api.cancelTask(id, signal)),
    estimate: (body, signal) => call("estimate", signal, () => api.estimate(body, signal)),
    takesStrength: (signal) => call("models", signal, () => api.takesStrength(signal)),
    models: (signal) => call("models", signal, () => api.models(signal)),
    detectFaces: (media, signal) =>
      call("detectFaces", signal, () => api.detectFaces(media, signal)),
    detection: (id, signal) => call("detection", signal, () => api.detection(id, signal)),
    balance: (signal) => call("balance", signal, () => api.balance(signal)),
  };
}

function isOutage(error: Error): boolean {
  return error instanceof UpstreamError && outages.has(error.code);
}

function isUnclear(result: unknown): boolean {
  return (
    typeof result === "object" && result !== null && "kind" in result && result.kind === "unclear"
  );
}
