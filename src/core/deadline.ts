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

/** A signal that ends after `ms` milliseconds or with any of the given ones, whichever is first. */
export function deadline(ms: number, ...signals: (AbortSignal | undefined)[]): AbortSignal {
  return firstOf(AbortSignal.timeout(ms), ...signals);
}
