import { join } from "node:path";
import { z } from "zod";
import { parseEnv } from "../core/env.ts";
import type { Environment } from "../core/env.ts";
import { limits } from "../core/limits.ts";
import { keyFileName } from "../storage/key-file.ts";
import { accountOfKey } from "./auth.ts";
import type { ApiKey } from "./auth.ts";
import type { HttpStatusMode } from "./error-reply.ts";

/** Everything that `startServer` must be told. */
export interface ServerConfig {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly keys: readonly ApiKey[];
  /** Where `npm run admin -- keys` keeps the keys it makes; undefined: only `keys` open. */
  readonly keyFile: string | undefined;
  /** Media, models and the database live here. */
  readonly dataDir: string;
  readonly storeUrl: string;
  readonly engineProcesses: number;
  /** Origins exempt from the private-address guard. */
  readonly mediaAllowedOrigins: readonly string[];
  /** What links in answers begin with; without it, the host that the client called. */
  readonly publicUrl: string | undefined;
  /** What a key may spend in all; without it, any amount. */
  readonly creditsPerKey: number | undefined;
  /** Calls a key may make in 10 s; 0: any number, which an embedded server grants its own bot. */
  readonly callsPerWindow: number;
  /** Unfinished tasks of a key at a time. */
  readonly maxUnfinishedPerKey: number;
  /** Tasks of all keys that may wait for an engine process. */
  readonly maxWaitingTasks: number;
  readonly httpStatus: HttpStatusMode;
  /** Swap faces in videos, too, where ffmpeg is there. */
  readonly videos: boolean;
  /** Serve the OpenAPI file and its reference page, which need no key. */
  readonly reference: boolean;
  readonly maxStoredMediaBytes: number;
  readonly maxStoredMediaBytesPerKey: number;
}

const MB = 1024 * 1024;

const list = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const origin = z
  .url({ protocol: /^https?$/, error: "must be a list of http or https origins" })
  .transform((url) => new URL(url).origin);

/** The variables of `npm run server`; `.env.example` explains each. */
export const serverVariables = z.object({
  SERVER_HOST: z.string().default("127.0.0.1"),
  SERVER_PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  SERVER_API_KEYS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.string().min(16, "every key must have at least 16 characters"))),
  SERVER_STORE_URL: z.string().optional(),
  SERVER_CREDITS_PER_KEY: z.coerce.number().min(0).optional(),
  SERVER_RATE_LIMIT: z.coerce.number().int().min(0).default(20),
  SERVER_MAX_UNFINISHED: z.coerce.number().int().min(1).default(limits.maxUnfinishedPerKey),
  SERVER_MAX_WAITING: z.coerce.number().int().min(1).default(limits.maxWaitingTasks),
  SERVER_VIDEOS: z.enum(["on", "off"]).default("on"),
  SERVER_HTTP_STATUS: z.enum(["mirror", "always-200"]).default("mirror"),
  SERVER_MEDIA_MB: z.coerce
    .number()
    .int()
    .min(64)
    .default(limits.maxStoredMediaBytes / 1024 / 1024),
  SERVER_MEDIA_MB_PER_KEY: z.coerce.number().int().min(64).optional(),
  DATA_DIR: z.string().default("data"),
  ENGINE_PROCESSES: z.coerce.number().int().min(1).max(64).optional(),
  MEDIA_ALLOWED_ORIGINS: z.string().default("").transform(list).pipe(z.array(origin)),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "must be an http or https URL" }).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
});

/**
 * The environment of `npm run server` → what it runs with.
 * @throws ConfigError
 */
export function loadServerConfig(
  env: Environment,
  cores: number,
): { config: ServerConfig; logLevel: string; secrets: readonly string[] } {
  const given = parseEnv(serverVariables, env);
  const config: ServerConfig = {
    host: given.SERVER_HOST,
    port: given.SERVER_PORT,
    keys: given.SERVER_API_KEYS.map((key) => ({ key, account: accountOfKey(key) })),
    keyFile: join(given.DATA_DIR, keyFileName),
    dataDir: given.DATA_DIR,
    storeUrl: given.SERVER_STORE_URL ?? `sqlite:${given.DATA_DIR}/server.sqlite`,
    engineProcesses: given.ENGINE_PROCESSES ?? Math.min(cores, 4),
    mediaAllowedOrigins: given.MEDIA_ALLOWED_ORIGINS,
    publicUrl: given.PUBLIC_URL,
    creditsPerKey: given.SERVER_CREDITS_PER_KEY,
    callsPerWindow: given.SERVER_RATE_LIMIT,
    maxUnfinishedPerKey: given.SERVER_MAX_UNFINISHED,
    maxWaitingTasks: given.SERVER_MAX_WAITING,
    httpStatus: given.SERVER_HTTP_STATUS,
    videos: given.SERVER_VIDEOS === "on",
    reference: true,
    maxStoredMediaBytes: given.SERVER_MEDIA_MB * MB,
    maxStoredMediaBytesPerKey: (given.SERVER_MEDIA_MB_PER_KEY ?? given.SERVER_MEDIA_MB / 2) * MB,
  };
  return {
    config: Object.freeze(config),
    logLevel: given.LOG_LEVEL,
    secrets: given.SERVER_API_KEYS,
  };
}
