/** A fixed number of places for work that is heavy on memory; whoever comes later waits in line. */
export interface Slots {
  /** Runs `action` when a place is free. Rejects with the signal's reason if that comes first. */
  use<T>(signal: AbortSignal, action: () => Promise<T>): Promise<T>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  async function take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      const enter = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      waiting.push(enter);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  function giveBack(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async use(signal, action) {
      await take(signal);
      try {
        return await action();
      } finally {
        giveBack();
      }
    },
  };
}
