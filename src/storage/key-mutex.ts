/** Runs actions of the same key one after another, in the order asked; different keys do not wait for each other. */
export type KeyMutex = <T>(key: string, action: () => Promise<T>) => Promise<T>;

export function createKeyMutex(): KeyMutex {
  const lastTurns = new Map<string, Promise<unknown>>();
  return async (key, action) => {
    const turn = (lastTurns.get(key) ?? Promise.resolve()).then(action);
    // The next one waits for the end of this turn, good or bad; only our own caller hears of its failure.
    const ended = Promise.allSettled([turn]);
    lastTurns.set(key, ended);
    try {
      return await turn;
    } finally {
      if (lastTurns.get(key) === ended) lastTurns.delete(key);
    }
  };
}
