import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

/** Waits `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

export const sleep: Sleep = async (ms, signal) => {
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
};

/** What a signal was made of, kept for as long as the signal itself. */
const sources = new WeakMap<AbortSignal, readonly AbortSignal[]>();

/**
 * A signal that ends with any of the given ones. `AbortSignal.any` alone holds them weakly: Node 20 collects a time limit
 * that nobody else holds, which then never comes (nodejs/node#57736).
 */
export function firstOf(...signals: (AbortSignal | undefined)[]): AbortSignal {
  const present = signals.filter((signal) => signal !== undefined);
  const first = AbortSignal.any(present);
  sources.set(first, present);
  return first;
}

/**
 * Runs an action under a signal that ends with a reason of the caller's once the time is up.
 * @throws whatever the action makes of that signal
 */
export async function within<T>(
  { ms, reason, signal }: { ms: number; reason: Error; signal?: AbortSignal },
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeUp = new AbortController();
  const timer = setTimeout(() => timeUp.abort(reason), ms);
  try {
    return await action(firstOf(signal, timeUp.signal));
  } finally {
    clearTimeout(timer);
  }
}

/** A signal that ends with another one, for as long as somebody works under it. */
export interface Relay {
  readonly signal: AbortSignal;
  /** The work is done: the other signal forgets this one. */
  end(): void;
}

/**
 * Passes on the end of a signal that lives as long as the process. Whatever `firstOf` makes of a signal leaves 60 bytes with
 * it for good (nodejs/node#55351), a hundred times in a job: made of a relay, all of it goes with the job.
 */
export function relay(longLived: AbortSignal): Relay {
  const own = new AbortController();
  const pass = () => own.abort(longLived.reason);
  // One for each piece of work: more than ten are no leak, as Node would say on stderr.
  setMaxListeners(0, longLived);
  if (longLived.aborted) pass();
  else longLived.addEventListener("abort", pass, { once: true });
  return { signal: own.signal, end: () => longLived.removeEventListener("abort", pass) };
}

/** A signal that ends after `ms` milliseconds or with any of the given ones, whichever is first. */
export function deadline(ms: number, ...signals: (AbortSignal | undefined)[]): AbortSignal {
  return firstOf(AbortSignal.timeout(ms), ...signals);
}
