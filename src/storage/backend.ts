import type { ConditionalStore } from "./conditional-store.ts";

/** An open database: where adapters come from, what its owner should know, and what has to be closed in the end. */
export interface Backend {
  createAdapter(): ConditionalStore;
  /** Settings of the server under which acknowledged writes can be lost, one sentence each. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** A server that does not answer within this is treated as one that is down; a person waits for the answer. */
export const storeCallMs = 5_000;
