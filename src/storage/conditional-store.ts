/**
 * A keyv store adapter that can also write on a condition, which keyv itself has no word for.
 * Keys are keyv's (`namespace:key`), values the exact strings that keyv stores. Each Keyv needs an adapter of its own:
 * keyv writes its namespace onto the adapter, so a shared one would answer for whoever came last.
 */
export interface ConditionalStore {
  readonly opts: { readonly dialect: string };
  namespace?: string | undefined;
  get(key: string): Promise<string | undefined>;
  getMany(keys: readonly string[]): Promise<(string | undefined)[]>;
  set(key: string, value: string): Promise<boolean>;
  delete(key: string): Promise<boolean>;
  deleteMany(keys: readonly string[]): Promise<boolean>;
  has(key: string): Promise<boolean>;
  clear(): Promise<void>;
  iterator(namespace?: string): AsyncGenerator<[key: string, value: string]>;
  /** Writes `next` if the stored string is `expected` (`undefined`: if there is none); says whether it did. */
  compareAndSet(key: string, expected: string | undefined, next: string): Promise<boolean>;
}
