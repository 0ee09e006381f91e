import type { Store } from "../storage/store.ts";
import type { SwapPool } from "../workers/swap-port.ts";

/** What keeps the server from taking work, by name; nothing when it is ready. */
export interface Readiness {
  failing(): Promise<readonly string[]>;
  /** Ready no more, whatever the parts say: the server is going down. */
  stop(): void;
}

export function createReadiness(store: Store, pool: SwapPool): Readiness {
  let stopping = false;
  let check: Promise<boolean> | undefined;

  /** The check writes to the disk: callers at the same time share one. */
  async function isStoreSound(): Promise<boolean> {
    check ??= store.check().then(
      () => true,
      () => false,
    );
    try {
      return await check;
    } finally {
      check = undefined;
    }
  }

  return {
    async failing() {
      if (stopping) return ["stopping"];
      const failing: string[] = [];
      if (pool.state().ready === 0) failing.push("engine");
      if (!(await isStoreSound())) failing.push("store");
      return failing;
    },
    stop() {
      stopping = true;
    },
  };
}
