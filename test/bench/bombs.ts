import { mkdtemp, rm } from "node:fs/promises";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { request } from "undici";
import { looseEnvelope } from "../../src/contract/envelope.ts";
import { paths } from "../../src/contract/paths.ts";
import { createdTask, taskInfo } from "../../src/contract/task.ts";
import { createLogger } from "../../src/core/logger.ts";
import { loadServerConfig } from "../../src/server/config.ts";
import { startServer } from "../../src/server/start-server.ts";
import { createSwapPool } from "../../src/workers/swap-pool.ts";
import { bombs } from "../support/bombs.ts";
import { engineProcessesOf } from "../support/engine-processes.ts";
import { modelDirectory } from "../support/face-models.ts";
import { sampleInputs } from "../support/sample-inputs.ts";
import type { BenchRow } from "./bench-row.ts";
import { peakBytesOf } from "../support/peak-memory.ts";

const key = "the-key-of-the-bench";
const shown = 8;
/** proc(5): the kernel's unit of a process's times. */
const tickMs = 10;

/**
 * What each bomb of the tests costs our server and its engine process, from CreateTask to its end: processor time, so that
 * a busy machine does not count, and the most memory that the engine process ever held. The peer is a good small swap.
 */
export async function measureBombs(): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "bench-bombs-"));
  const good = await sampleInputs(1);
  const files = { target: good.gif.bytes, face: good.face.bytes };
  const host = createServer((asked, answer) =>
    answer.end(asked.url === "/target" ? files.target : files.face),
  ).listen(0, "127.0.0.1");
  await once(host, "listening");
  const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const log = createLogger({ level: "silent" });
  const pool = createSwapPool({
    processes: 1,
    modelDirectory,
    maxWaiting: 4,
    jobTimeoutMs: 60_000,
    log,
  });
  const { config } = loadServerConfig(
    {
      SERVER_API_KEYS: key,
      SERVER_PORT: "0",
      SERVER_RATE_LIMIT: "0",
      DATA_DIR: dataDir,
      ENGINE_PROCESSES: "1",
      MEDIA_ALLOWED_ORIGINS: origin,
    },
    1,
  );
  const server = await startServer({
    config,
    log,
    pool,
    graceMs: 0,
  });

  async function call(path: string, body?: object): Promise<unknown> {
    const answer = await request(new URL(path, server.url), {
      method: body ? "POST" : "GET",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: body ? JSON.stringify(body) : null,
    });
    return looseEnvelope.parse(await answer.body.json()).data;
  }

  /** Processor milliseconds of one task, here and in the engine. */
  async function costOf(given: Partial<typeof files>): Promise<number> {
    Object.assign(files, { target: good.gif.bytes, face: good.face.bytes }, given);
    const before = cpuMs();
    const input = { video_url: `${origin}/target`, new_face: `${origin}/face` };
    const { task_id } = createdTask.parse(
      await call(paths.createTask, { model: "gif-face-swap", input }),
    );
    for (;;) {
      await pause(20);
      const { status } = taskInfo.parse(await call(`${paths.taskInfo}?task_id=${task_id}`));
      if (status === "success" || status === "failed") return cpuMs() - before;
    }
  }

  try {
    await costOf({});
    const peer = await costOf({});
    const [{ pid }] = engineProcessesOf(process.pid);
    const peakBefore = peakMb(pid);
    const costs: { name: string; ms: number }[] = [];
    for (const bomb of bombs) {
      const bytes = await bomb.bytes();
      costs.push({ name: bomb.name, ms: await costOf({ [bomb.as]: bytes }) });
    }
    costs.sort((a, b) => b.ms - a.ms);
    return [
      ...costs
        .slice(0, shown)
        .map(({ name, ms }) => ({ name: `bomb: ${name}`, ours: ms, peer, unit: "ms CPU" })),
      { name: `bombs: ${bombs.length}, the mean`, ours: mean(costs), peer, unit: "ms CPU" },
      {
        name: "bombs: the engine's most memory (peer: after two good swaps)",
        ours: peakMb(pid),
        peer: peakBefore,
        unit: "MB",
      },
    ];
  } finally {
    await server.close();
    host.close();
    await rm(dataDir, { recursive: true });
  }
}

const mean = (costs: readonly { ms: number }[]) =>
  costs.reduce((sum, { ms }) => sum + ms, 0) / costs.length;

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  const engine = engineProcessesOf(process.pid).map(({ pid }) => {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  });
  return (user + system) / 1000 + engine.reduce((sum, ms) => sum + ms, 0);
}

function peakMb(pid: number): number {
  return peakBytesOf(pid) / (1024 * 1024);
}
