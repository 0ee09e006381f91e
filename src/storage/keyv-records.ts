import { setImmediate as nextTurn } from "node:timers/promises";
import { Keyv } from "keyv";
import { z } from "zod";
import type { ZodType } from "zod";
import type { Sleep } from "../core/deadline.ts";
import { AppError } from "../core/errors.ts";
import type { ConditionalStore } from "./conditional-store.ts";
import type { KeyMutex } from "./key-mutex.ts";
import type { Records, Unreadable, Versioned } from "./store.ts";

/** Races are rare behind the mutex: this many lost in a row means that something else is wrong. */
const maxTries = 20;
const maxBackOffMs = 20;
/**
 * A look through everything stands back after so many records. SQLite answers without a pause, and ten thousand accounts of
 * 15 kB take three seconds to parse, in which Discord would give up every command.
 */
const recordsInATurn = 16;
const namespacePattern = /^[A-Za-z]+$/;
const keyPattern = /^[\w.:-]{1,256}$/;

export interface RecordsOptions<T> {
  /** Not shared with any other records: keyv writes the namespace onto it. */
  readonly store: ConditionalStore;
  readonly namespace: string;
  readonly schema: ZodType<T>;
  /** Shared by every view on the same store. */
  readonly mutex: KeyMutex;
  readonly sleep: Sleep;
  /** 0 ≤ random() < 1 */
  readonly random: () => number;
  /** For lists whose reader does not hear of them; gets the namespace with the key. */
  readonly unreadable?: Unreadable | undefined;
}

/** The records of one namespace, read and deleted through keyv, written by compare-and-set on keyv's own strings. */
export function createKeyvRecords<T>(options: RecordsOptions<T>): Records<T> {
  const { store, namespace, schema, mutex, sleep, random } = options;
  if (!namespacePattern.test(namespace)) throw new RangeError(`bad namespace "${namespace}"`);
  const entry = z.object({ value: schema });
  // Without throwOnErrors a failed read is `undefined`, which would be a new account with a full allowance.
  const keyv = new Keyv({
    store,
    namespace,
    throwOnErrors: true,
    serialize: (data) => JSON.stringify(data),
    deserialize: (text) => JSON.parse(text),
  });

  const { unreadable: ofStore } = options;
  const ofWholeStore: Unreadable | undefined =
    ofStore && ((key, error) => ofStore(prefixed(namespace, key), error));

  const guarded = <R>(action: string, key: string, run: () => Promise<R>): Promise<R> =>
    orStoreFailed(`${action} ${namespace} record ${key}`, run);

  async function read(key: string): Promise<Versioned<T> | undefined> {
    const stored = prefixed(namespace, key);
    return guarded("read", key, async () => {
      const raw = await store.get(stored);
      return raw === undefined ? undefined : { value: entry.parse(JSON.parse(raw)).value, raw };
    });
  }

  async function compareAndSet(key: string, expected: string | undefined, next: T) {
    const stored = prefixed(namespace, key);
    return guarded("write", key, () =>
      store.compareAndSet(stored, expected, JSON.stringify({ value: next })),
    );
  }

  return {
    read,
    compareAndSet,

    async get(key) {
      prefixed(namespace, key);
      return guarded("read", key, async () => {
        const value: unknown = await keyv.get(key);
        return value === undefined ? undefined : schema.parse(value);
      });
    },

    async update(key, change) {
      return mutex(prefixed(namespace, key), async () => {
        for (let lost = 0; lost < maxTries; lost += 1) {
          const current = await read(key);
          const next = change(current?.value);
          if (await compareAndSet(key, current?.raw, next)) return next;
          await sleep(random() * maxBackOffMs);
        }
        throw new AppError("STORE_FAILED", {
          message: `${namespace} record ${key} was changed by others ${maxTries} times in a row`,
        });
      });
    },

    async delete(key) {
      prefixed(namespace, key);
      await guarded("delete", key, () => keyv.delete(key));
    },

    // Not keyv's own iterator, which one text that is no JSON ends for good.
    async *entries(unreadable = ofWholeStore) {
      const iterator = store.iterator(namespace);
      try {
        for (let looked = 1; ; looked += 1) {
          if (looked % recordsInATurn === 0) await nextTurn();
          const next = await guarded("list", "*", () => iterator.next());
          if (next.done) return;
          const [stored, raw] = next.value;
          const key = stored.slice(namespace.length + 1);
          let value: T;
          try {
            value = entry.parse(JSON.parse(raw)).value;
          } catch (error) {
            if (!unreadable) throw storeFailed(`read ${namespace} record ${key}`, error);
            unreadable(key, error);
            continue;
          }
          yield [key, value];
        }
      } finally {
        await iterator.return(undefined);
      }
    },
  };
}

/** keyv's stored key. keyv leaves a key alone that starts like its namespace, so two keys would meet in one record. */
function prefixed(namespace: string, key: string): string {
  if (!keyPattern.test(key) || key.startsWith(`${namespace}:`)) {
    throw new RangeError(`"${key}" cannot be the key of a ${namespace} record`);
  }
  return `${namespace}:${key}`;
}

async function orStoreFailed<R>(doing: string, run: () => Promise<R>): Promise<R> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw storeFailed(doing, error);
  }
}

function storeFailed(doing: string, cause: unknown): AppError {
  return new AppError("STORE_FAILED", { message: `Could not ${doing}.`, cause });
}
