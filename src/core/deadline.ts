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

/**
 * A signal that ends with any of the given ones. Not `AbortSignal.any`: on Node 20 it loses a time limit that nobody else
 * holds (nodejs/node#57736), and what it makes stays in memory for good, 6 kB with all that hangs on it, once somebody has
 * listened to it and not stopped, as discord.js does at each call (nodejs/node#64476). Here each given signal holds the new
 * one, until one of them ends: whoever gives one that lives as long as the process gives a `relay` of it.
 */
export function firstOf(...signals: (AbortSignal | undefined)[]): AbortSignal {
  const present = signals.filter((signal) => signal !== undefined);
  const first = new AbortController();
  // Each call that is made under a signal listens to it: more than ten are no leak, as Node would say on stderr.
  setMaxListeners(0, first.signal, ...present);
  const done = new AbortController();
  const pass = ({ reason }: AbortSignal) => {
    done.abort();
    first.abort(reason);
  };
  const ended = present.find(({ aborted }) => aborted);
  if (ended) pass(ended);
  else {
    for (const signal of present) {
      signal.addEventListener("abort", () => pass(signal), { once: true, signal: done.signal });
    }
  }
  return first.signal;
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

/** Passes on the end of a signal that lives as long as the process, so that what is made of it goes with the work. */
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
