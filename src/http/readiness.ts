import { sleep } from "../core/deadline.ts";

/** May this process be sent work? */
export interface Readiness {
  /** What keeps it from working, by name; empty when it is ready. */
  failing(): Promise<readonly string[]>;
  /** Ready no more, whatever the parts say: the bot is going down. */
  stop(): void;
}

/** Rejects, or answers false, when the part does not work. */
export type Check = () => Promise<boolean> | boolean;

/** A probe waits for seconds; what takes longer is not ready to work either. */
const maxCheckMs = 2_000;

/** @param parts what the bot cannot work without, by the name that `/readyz` shows */
export function createReadiness(parts: Readonly<Record<string, Check>>): Readiness {
  let stopping = false;
  let looking: Promise<readonly string[]> | undefined;

  async function works(check: Check): Promise<boolean> {
    const patience = new AbortController();
    try {
      const late = sleep(maxCheckMs, patience.signal).then(() => false);
      late.catch(() => {});
      return await Promise.race([check(), late]);
    } catch {
      return false;
    } finally {
      patience.abort();
    }
  }

  async function look(): Promise<readonly string[]> {
    const names = Object.entries(parts);
    const found = await Promise.all(names.map(([, check]) => works(check)));
    return names.filter((_, index) => !found[index]).map(([name]) => name);
  }

  return {
    async failing() {
      if (stopping) return ["stopping"];
      // The check of the store writes: callers at the same time share one.
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    stop() {
      stopping = true;
    },
  };
}
