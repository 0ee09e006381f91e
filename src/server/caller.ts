/** Whom a request acts for, and what that key may do. */
export interface Caller {
  /** Owns tasks and spent credits; stays the same when the key changes. */
  readonly account: string;
  /** What it may spend in all; undefined: any amount. */
  readonly credits: number | undefined;
  /** Calls in 10 s; 0: any number. */
  readonly callsPerWindow: number;
  /** Unfinished tasks and detections at a time. */
  readonly maxUnfinished: number;
}

/** What a key may do that does not say otherwise. */
export type KeyDefaults = Omit<Caller, "account">;
