import type KeyvRedis from "@keyv/redis";
import type { RedisClientType } from "@keyv/redis";
import type { ConditionalStore } from "./conditional-store.ts";

/** Redis runs a script alone, so nothing comes between the look and the leap. */
const compareAndSetScript = `
  local current = redis.call('GET', KEYS[1])
  if ARGV[1] == 'none' then
    if current then return 0 end
  elseif current ~= ARGV[2] then
    return 0
  end
  redis.call('SET', KEYS[1], ARGV[3])
  return 1`;

const pageSize = 256;

/** keyv on Redis. `keyv` must have no namespace, as keys come with theirs; so all adapters can share it. */
export class RedisStore implements ConditionalStore {
  readonly opts = { dialect: "redis" };
  namespace?: string | undefined;
  readonly #shared: KeyvRedis<string>;
  readonly #client: RedisClientType;

  constructor(keyv: KeyvRedis<string>, client: RedisClientType) {
    this.#shared = keyv;
    this.#client = client;
  }

  /** @keyv/redis would open a client again that was closed. */
  get #keyv(): KeyvRedis<string> {
    if (!this.#client.isOpen) throw new Error("the connection to Redis is closed");
    return this.#shared;
  }

  async get(key: string): Promise<string | undefined> {
    return await this.#keyv.get<string>(key);
  }

  getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    return Promise.all(keys.map((key) => this.get(key)));
  }

  async set(key: string, value: string): Promise<boolean> {
    await this.#keyv.set(key, value);
    return true;
  }

  async compareAndSet(key: string, expected: string | undefined, next: string): Promise<boolean> {
    const condition = expected === undefined ? ["none", ""] : ["some", expected];
    const answer = await this.#client.eval(compareAndSetScript, {
      keys: [key],
      arguments: [...condition, next],
    });
    return answer === 1;
  }

  async delete(key: string): Promise<boolean> {
    return await this.#keyv.delete(key);
  }

  async deleteMany(keys: readonly string[]): Promise<boolean> {
    const deleted = await Promise.all(keys.map((key) => this.delete(key)));
    return deleted.every(Boolean);
  }

  async has(key: string): Promise<boolean> {
    return await this.#keyv.has(key);
  }

  async clear(): Promise<void> {
    for await (const keys of this.#pages(this.namespace)) await this.deleteMany(keys);
  }

  /** A scan meets every key that was there all along, some of them twice; each is given once. */
  async *iterator(namespace = this.namespace): AsyncGenerator<[key: string, value: string]> {
    const seen = new Set<string>();
    for await (const keys of this.#pages(namespace)) {
      for (const key of keys) {
        if (seen.has(key)) continue;
        seen.add(key);
        const value = await this.get(key);
        if (value !== undefined) yield [key, value];
      }
    }
  }

  #pages(namespace: string | undefined): AsyncIterable<string[]> {
    if (!namespace) throw new RangeError("a keyv store needs a namespace");
    return this.#client.scanIterator({ MATCH: `${namespace}:*`, COUNT: pageSize });
  }
}
