/** Who waits for a place: turns go round between servers, and in each between its people. */
export interface Turn {
  /** A server, or a person outside of servers. */
  readonly group: string;
  readonly person: string;
}

/** A fixed number of places for work that is heavy on memory; whoever comes later waits for their turn. */
export interface Slots {
  /** Runs `action` when a place is free. Rejects with the signal's reason if that comes first. */
  use<T>(signal: AbortSignal, action: () => Promise<T>, turn: Turn): Promise<T>;
}

interface Waiting extends Turn {
  readonly enter: () => void;
}

/** Of more than this many groups and people, whoever was served longest ago counts as never served. */
const mostRemembered = 2_000;

const personKey = ({ group, person }: Turn) => `${group} ${person}`;

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: Waiting[] = [];
  /** The number of the last place that each group and person got; in the order of these. */
  const served = new Map<string, number>();
  let places = 0;

  const lastPlace = (key: string) => served.get(key) ?? 0;

  function isServed(turn: Turn): void {
    places += 1;
    for (const key of [turn.group, personKey(turn)]) {
      served.delete(key);
      served.set(key, places);
    }
    for (const key of served.keys()) {
      if (served.size <= mostRemembered) break;
      served.delete(key);
    }
  }

  /** Of the group that was served longest ago, who was served longest ago, and of theirs what waits longest. */
  function takeNext(): Waiting | undefined {
    let next: Waiting | undefined;
    for (const one of waiting) if (next === undefined || comesBefore(one, next)) next = one;
    if (next) waiting.splice(waiting.indexOf(next), 1);
    return next;
  }

  function comesBefore(one: Turn, other: Turn): boolean {
    const byGroup = lastPlace(one.group) - lastPlace(other.group);
    if (byGroup !== 0) return byGroup < 0;
    return lastPlace(personKey(one)) < lastPlace(personKey(other));
  }

  async function take(signal: AbortSignal, turn: Turn): Promise<void> {
    signal.throwIfAborted();
    if (free > 0) {
      free -= 1;
      isServed(turn);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(signal.reason);
      };
      const entry: Waiting = {
        ...turn,
        enter() {
          signal.removeEventListener("abort", leave);
          isServed(turn);
          resolve();
        },
      };
      waiting.push(entry);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  function giveBack(): void {
    const next = takeNext();
    if (next) next.enter();
    else free += 1;
  }

  return {
    async use(signal, action, turn) {
      await take(signal, turn);
      try {
        return await action();
      } finally {
        giveBack();
      }
    },
  };
}
