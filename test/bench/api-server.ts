// The server that `npm run bench -- api` measures: real sockets, the real store, an engine that never ends a swap. A
// process of its own, so that its time and memory are nobody else's. Started with --expose-gc by `api.ts`.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { createLogger } from "../../src/core/logger.ts";
import { limits } from "../../src/core/limits.ts";
import { startServer } from "../../src/server/start-server.ts";
import { engineStandIn } from "../support/engine-stand-in.ts";

const keys = process.argv.slice(2);
const dataDir = await mkdtemp(join(tmpdir(), "api-bench-"));
const server = await startServer({
  config: {
    host: "127.0.0.1",
    port: 0,
    keys: keys.map((key, index) => ({ key, account: `bench-${index}` })),
    keyFile: join(dataDir, "api-keys.json"),
    dataDir,
    storeUrl: `sqlite:${join(dataDir, "server.sqlite")}`,
    engineProcesses: 1,
    mediaAllowedOrigins: [],
    publicUrl: undefined,
    creditsPerKey: undefined,
    callsPerWindow: 0,
    maxUnfinishedPerKey: limits.maxUnfinishedPerKey,
    maxWaitingTasks: Number.MAX_SAFE_INTEGER,
    httpStatus: "mirror",
    videos: false,
    reference: false,
    maxStoredMediaBytes: limits.maxStoredMediaBytes,
    maxStoredMediaBytesPerKey: limits.maxStoredMediaBytes,
  },
  log: createLogger({ level: "silent" }),
  graceMs: 0,
  pool: engineStandIn().pool,
});
process.on("message", () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send?.({ rss, heapUsed, cpuMicros: user + system });
});
process.on("disconnect", () => {
  void server
    .close()
    .then(() => rm(dataDir, { recursive: true }))
    .then(() => process.exit(0));
});
process.send?.({ url: server.url });
