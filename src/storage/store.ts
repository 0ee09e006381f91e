import type { ZodType } from "zod";

/** A record together with the exact text it is stored as, which a later compare-and-set must name. */
export interface Versioned<T> {
  readonly value: T;
  readonly raw: string;
}

/** Hears of a record that cannot be read and is passed over. */
export type Unreadable = (key: string, error: unknown) => void;

/** The records of one namespace. Keys are our own ids only, never a person's text. Every failure throws `STORE_FAILED`. */
export interface Records<T> {
  get(key: string): Promise<T | undefined>;
  read(key: string): Promise<Versioned<T> | undefined>;
  /** Writes `next` only if the stored text is still `expected` (`undefined`: only if there is no record). */
  compareAndSet(key: string, expected: string | undefined, next: T): Promise<boolean>;
  /** Read, change, compare-and-set, again on a lost race (bounded). `change` may throw to leave the record alone. */
  update(key: string, change: (current: T | undefined) => T): Promise<T>;
  delete(key: string): Promise<void>;
  /**
   * @param unreadable hears of a record that cannot be read, which is passed over; without it, and without one for the
   * whole store, such a one ends the list.
   */
  entries(unreadable?: Unreadable): AsyncGenerator<[key: string, value: T]>;
}

/** An open key-value store. */
export interface Store {
  /** A view on one namespace (letters only), whose values are parsed with `schema` on every read. */
  records<T>(namespace: string, schema: ZodType<T>): Records<T>;
  /** A compare-and-set round trip on a probe key; throws `STORE_FAILED`. */
  check(): Promise<void>;
  /** What the owner should change about the database server, one sentence each. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}
