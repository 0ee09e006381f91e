import { readdirSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { expect, onTestFinished, vi } from "vitest";
import { looseEnvelope } from "../../src/contract/envelope.ts";
import { uploadTarget } from "../../src/contract/files.ts";
import { paths } from "../../src/contract/paths.ts";
import { createdTask, taskInfo } from "../../src/contract/task.ts";
import type { TaskInfo } from "../../src/contract/task.ts";
import type { Clock } from "../../src/core/clock.ts";
import type { Sleep } from "../../src/core/deadline.ts";
import { limits } from "../../src/core/limits.ts";
import { createLogger } from "../../src/core/logger.ts";
import { createSafetyFloor } from "../../src/core/safety-floor.ts";
import type { Inspect } from "../../src/core/safety-floor.ts";
import type { ServerConfig } from "../../src/server/config.ts";
import { startServer } from "../../src/server/start-server.ts";
import type { SwapPool } from "../../src/workers/swap-port.ts";
import { engineStandIn } from "./engine-stand-in.ts";
import type { EngineStandIn } from "./engine-stand-in.ts";
import { tempDir } from "./temp-dir.ts";
import { pngHeader, tinyGif } from "./tiny-media.ts";

export const ownKey = "the-key-of-the-tests";
export const otherKey = "the-key-of-somebody-else";

interface Call {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT";
  /** `null` sends none. */
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array | Record<string, unknown>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  /** What a client of the contract reads; code 0 when the body is no envelope. */
  readonly envelope: ReturnType<typeof looseEnvelope.parse>;
}

export interface FaceSwapServer {
  readonly url: string;
  readonly engine: EngineStandIn;
  readonly dataDir: string;
  readonly logLines: readonly string[];
  /** Files in the media folder, half-written ones first. */
  files(): { incoming: string[]; stored: string[] };
  /** `target`: a path of this server, or a whole URL. */
  call(target: string, call?: Call): Promise<Answer>;
  /** Through the contract's own two steps; the answer is the `file_url`. */
  upload(bytes: Uint8Array, type: string, ext: string): Promise<string>;
  /** A GIF task on fresh uploads of good media, unless given other links. */
  createTask(input?: {
    video_url?: string;
    new_face?: string;
    strength?: number;
    disable_safety_checker?: boolean;
  }): Promise<string>;
  taskInfo(id: string): Promise<TaskInfo>;
  /** The task as soon as it has ended. */
  ended(id: string): Promise<TaskInfo>;
  close(): Promise<void>;
}

export interface FaceSwapServerOptions {
  readonly config?: Partial<ServerConfig>;
  readonly dataDir?: string;
  readonly clock?: Clock;
  readonly pool?: SwapPool;
  /** The safety process's answers; left out, it finds nothing. */
  readonly inspect?: Inspect;
  readonly sleep?: Sleep;
  readonly graceMs?: number;
  readonly maxInputsMs?: number;
}

/** The real server on a free port of the loopback with a database and files of its own; closed when the test ends. */
export async function startFaceSwapServer(
  options: FaceSwapServerOptions = {},
): Promise<FaceSwapServer> {
  const { dataDir = tempDir(), clock = Date.now, graceMs = 0 } = options;
  const engine = engineStandIn();
  const logLines: string[] = [];
  const { url, close } = await startServer({
    config: {
      host: "127.0.0.1",
      port: 0,
      keys: [
        { key: ownKey, account: "own" },
        { key: otherKey, account: "other" },
      ],
      keyFile: join(dataDir, "api-keys.json"),
      dataDir,
      storeUrl: `sqlite:${join(dataDir, "server.sqlite")}`,
      engineProcesses: 1,
      mediaAllowedOrigins: [],
      publicUrl: undefined,
      creditsPerKey: undefined,
      callsPerWindow: 0,
      maxUnfinishedPerKey: 1000,
      maxWaitingTasks: limits.maxWaitingTasks,
      httpStatus: "mirror",
      videos: false,
      reference: false,
      maxStoredMediaBytes: 64 * 1024 * 1024,
      maxStoredMediaBytesPerKey: 64 * 1024 * 1024,
      ...options.config,
    },
    log: createLogger({ level: "info", destination: { write: (line) => logLines.push(line) } }),
    clock,
    ...(options.sleep && { sleep: options.sleep }),
    graceMs,
    ...(options.maxInputsMs !== undefined && { maxInputsMs: options.maxInputsMs }),
    pool: options.pool ?? engine.pool,
    safety: createSafetyFloor(options.inspect ?? (async () => ({ rule: "none" }))),
  });
  onTestFinished(close);

  async function call(target: string, { method, key = ownKey, headers, body }: Call = {}) {
    const isRaw = body === undefined || typeof body === "string" || body instanceof Uint8Array;
    const response = await request(new URL(target, url), {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        ...(key !== null && { "x-api-key": key }),
        ...(!isRaw && { "content-type": "application/json" }),
        ...headers,
      },
      body: isRaw ? (body ?? null) : JSON.stringify(body),
    });
    const bytes = Buffer.from(await response.body.arrayBuffer());
    return {
      status: response.statusCode,
      headers: response.headers,
      bytes,
      envelope: envelopeIn(bytes),
    };
  }

  const server: FaceSwapServer = {
    url,
    engine,
    dataDir,
    logLines,
    close,
    call,
    files() {
      const folder = join(dataDir, "media");
      const owners = readdirSync(folder).filter((name) => name !== "incoming");
      const stored = owners.flatMap((owner) => readdirSync(join(folder, owner)));
      return { incoming: readdirSync(join(folder, "incoming")), stored };
    },
    async upload(bytes, type, ext) {
      const query = new URLSearchParams({ content_type: type, ext });
      const { envelope } = await call(`${paths.uploadUrl}?${query.toString()}`);
      const { presigned_url, file_url } = uploadTarget.parse(envelope.data);
      const headers = { "content-type": type };
      const put = await call(presigned_url, { method: "PUT", key: null, headers, body: bytes });
      expect(put.status).toBe(200);
      return file_url;
    },
    async createTask(given = {}) {
      const input = {
        ...given,
        video_url: given.video_url ?? (await server.upload(tinyGif(), "image/gif", ".gif")),
        new_face: given.new_face ?? (await server.upload(pngHeader(), "image/png", ".png")),
      };
      const { envelope } = await call(paths.createTask, {
        body: { model: "gif-face-swap", input },
      });
      expect(envelope).toMatchObject({ code: 200 });
      return createdTask.parse(envelope.data).task_id;
    },
    async taskInfo(id) {
      const { envelope } = await call(`${paths.taskInfo}?task_id=${id}`);
      return taskInfo.parse(envelope.data);
    },
    ended: (id) =>
      vi.waitFor(
        async () => {
          const task = await server.taskInfo(id);
          expect(["success", "failed"]).toContain(task.status);
          return task;
        },
        // A bound for a test that fails; engine processes step back behind everything else on the machine.
        { timeout: 150_000, interval: 20 },
      ),
  };
  return server;
}

function envelopeIn(bytes: Buffer): Answer["envelope"] {
  try {
    return looseEnvelope.parse(JSON.parse(bytes.toString()));
  } catch {
    return { code: 0, message: bytes.toString(), data: undefined };
  }
}
