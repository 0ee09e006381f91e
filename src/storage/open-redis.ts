import KeyvRedis, { createClient } from "@keyv/redis";
import type { RedisClientType } from "@keyv/redis";
import { AppError } from "../core/errors.ts";
import { storeCallMs } from "./backend.ts";
import type { Backend } from "./backend.ts";
import { RedisStore } from "./redis-store.ts";

const longestReconnectPauseMs = 2_000;

/**
 * Connects to the server of a `redis://` or `rediss://` URL and looks at how safely it keeps what it acknowledges.
 * @throws AppError `STORE_FAILED` when it does not answer
 */
export async function openRedis(url: string): Promise<Backend> {
  const client: RedisClientType = createClient({
    url,
    // A call while the server is away fails at once instead of waiting for it.
    disableOfflineQueue: true,
    commandOptions: { timeout: storeCallMs },
    socket: {
      connectTimeout: storeCallMs,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, longestReconnectPauseMs),
    },
  });
  // Every call tells of its own failure; without a listener this event would end the process.
  client.on("error", () => {});
  try {
    await connected(client);
    const keyv = new KeyvRedis<string>(client, { throwOnErrors: true, throwOnConnectError: true });
    keyv.on("error", () => {});
    return {
      createAdapter: () => new RedisStore(keyv, client),
      warnings: await findWarnings(client),
      close: async () => client.destroy(),
    };
  } catch (error) {
    if (client.isOpen) client.destroy();
    const message = "The Redis server that STORE_URL names cannot be used. Is it running?";
    throw new AppError("STORE_FAILED", { message, cause: error });
  }
}

/** `connect` alone would go on trying for ever. */
async function connected(client: RedisClientType): Promise<void> {
  const connecting = client.connect();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no connection in time")), storeCallMs);
    client.once("error", reject);
  });
  try {
    await Promise.race([connecting, late]);
  } finally {
    clearTimeout(timer);
    late.catch(() => {});
    connecting.catch(() => {});
  }
}

async function findWarnings(client: RedisClientType): Promise<string[]> {
  const persistence = await client.info("persistence");
  const memory = await client.info("memory");
  const warnings: string[] = [];
  if (!/^aof_enabled:1/m.test(persistence)) {
    warnings.push(
      "Redis keeps no append-only file, so a crash of it loses credits and jobs. Set `appendonly yes`.",
    );
  }
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  if (policy !== "noeviction") {
    warnings.push(
      `Redis may throw records away when its memory is full (maxmemory-policy ${policy}). Set \`maxmemory-policy noeviction\`.`,
    );
  }
  return warnings;
}
