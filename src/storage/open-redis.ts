import KeyvRedis, { createClient } from "@keyv/redis";
import type { RedisClientType } from "@keyv/redis";
import { sleep } from "../core/deadline.ts";
import { AppError } from "../core/errors.ts";
import { storeCallMs } from "./backend.ts";
import type { Backend } from "./backend.ts";
import { RedisStore } from "./redis-store.ts";

const longestReconnectPauseMs = 2_000;
/** Between two looks whether the server is still there. */
const watchMs = 2_500;

/**
 * Connects to the server of a `redis://` or `rediss://` URL and looks at how safely it keeps what it acknowledges.
 * @throws AppError `STORE_FAILED` when it does not answer
 */
export async function openRedis(url: string): Promise<Backend> {
  const client: RedisClientType = createClient({
    url,
    // A call while the server is away fails at once instead of waiting for it.
    disableOfflineQueue: true,
    // Until a call is on the wire; `watch` sees to what comes after it.
    commandOptions: { timeout: storeCallMs },
    socket: {
      connectTimeout: storeCallMs,
      // For the greeting. Later there are always writes, each of which begins it anew.
      socketTimeout: storeCallMs,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, longestReconnectPauseMs),
    },
  });
  // Every call tells of its own failure; without a listener this event would end the process.
  client.on("error", () => {});
  try {
    await connected(client);
    const keyv = new KeyvRedis<string>(client, { throwOnErrors: true, throwOnConnectError: true });
    keyv.on("error", () => {});
    const warnings = await findWarnings(client);
    const closing = new AbortController();
    const watching = watch(client, closing.signal);
    return {
      createAdapter: () => new RedisStore(keyv, client),
      warnings,
      async close() {
        closing.abort();
        client.destroy();
        await watching;
      },
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

/**
 * Asks the server again and again whether it is there. A machine or a network that is gone says no goodbye, and calls that
 * are on the wire would wait for it for a quarter of an hour: without an answer the connection is made anew, which fails
 * them.
 */
async function watch(client: RedisClientType, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    await sleep(watchMs, closing).catch(() => {});
    if (closing.aborted || !client.isReady) continue;
    const isThere = await answersInTime(client);
    if (closing.aborted || isThere) continue;
    client.destroy();
    client.connect().catch(() => {});
  }
}

async function answersInTime(client: RedisClientType): Promise<boolean> {
  const answered = new AbortController();
  // A connection that broke meanwhile is made anew by the client itself, unless it was closed.
  const answer = client.ping().then(
    () => true,
    () => true,
  );
  const late = sleep(storeCallMs, answered.signal).then(
    () => false,
    () => false,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    answered.abort();
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
