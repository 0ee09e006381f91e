import { availableParallelism } from "node:os";
import { z } from "zod";
import { parseEnv } from "./core/env.ts";
import type { Environment } from "./core/env.ts";
import { ConfigError } from "./core/errors.ts";
import { parseUrl } from "./core/parse-url.ts";

/** The default allowance of a person. */
interface CreditsConfig {
  readonly perPeriod: number;
  readonly period: "day" | "week" | "month";
  /** IANA name: where the period begins at midnight. */
  readonly timeZone: string;
  /** What all people together may spend in a period; undefined is any amount. */
  readonly cap: number | undefined;
}

export interface BotConfig {
  readonly discord: {
    readonly token: string;
    /** REST base without a version; Discord's own if undefined. */
    readonly apiUrl: string | undefined;
    /** What links to attachments begin with. */
    readonly cdnUrl: string;
    /** Register commands in this server alone. */
    readonly guildId: string | undefined;
  };
  /** The owner's channel for reports from places that have no log channel of their own. */
  readonly reportsChannelId: string | undefined;
  /** The swap API elsewhere; undefined: the one that the bot starts beside itself. */
  readonly swapApi: { readonly url: string; readonly key: string } | undefined;
  readonly storeUrl: string;
  readonly dataDir: string;
  /** Where the swap API may call back, and where we listen for it; undefined: we only look. */
  readonly callbacks:
    | { readonly publicUrl: string; readonly host: string; readonly port: number }
    | undefined;
  /** Origins exempt from the private-address guard. */
  readonly mediaAllowedOrigins: readonly string[];
  readonly engineProcesses: number;
  /** Seals saved faces; undefined: the key in the data folder. */
  readonly facesKey: Buffer | undefined;
  readonly credits: CreditsConfig;
  /** Prices from this on are shown to everybody before anything is held. */
  readonly quoteFromCredits: number;
  /** What `/about` says. */
  readonly about: {
    /** Who runs the bot, in their own words. */
    readonly operator: string | undefined;
    readonly sourceUrl: string | undefined;
  };
  /** Where `/livez`, `/readyz` and `/metrics` are; undefined: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  readonly logLevel: string;
  /** What must never be logged. */
  readonly secrets: readonly string[];
}

const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https URL" });
const withoutSlash = httpUrl.transform((url) => url.replace(/\/+$/, ""));

const origins = z
  .string()
  .transform((text) => text.split(",").flatMap((part) => part.trim() || []))
  .pipe(z.array(httpUrl.transform((url) => new URL(url).origin)));

/** Whom a key belongs to when no other API is named. */
const hostedSwapApi = "https://api.crun.ai";
/** More processes than this only queue for memory bandwidth. */
const mostEngineProcesses = 4;

/** What the bot's records are kept in and counted by; all that the owner's program needs. */
export const storeVariables = z.object({
  DATA_DIR: z.string().default("data"),
  STORE_URL: z
    .string()
    .regex(
      /^(sqlite:|rediss?:\/\/|postgres(ql)?:\/\/)./,
      "must begin with sqlite:, redis:// or postgres://",
    )
    .optional(),
  CREDITS_PER_PERIOD: z.coerce.number().int().min(0).default(10),
  CREDITS_CAP: z.coerce.number().int().min(0).optional(),
  CREDITS_PERIOD: z.enum(["day", "week", "month"]).default("day"),
  CREDITS_TIME_ZONE: z
    .string()
    .refine(isTimeZone, "must be a time zone such as Europe/Berlin")
    .default("UTC"),
});

/** The bot's variables; `.env.example` explains each. */
export const botVariables = storeVariables.extend({
  DISCORD_TOKEN: z.string(),
  DISCORD_API_URL: withoutSlash.optional(),
  DISCORD_CDN_URL: withoutSlash.default("https://cdn.discordapp.com"),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, "must be the number of a server")
    .optional(),
  REPORTS_CHANNEL_ID: z
    .string()
    .regex(/^\d{17,20}$/, "must be the number of a channel")
    .optional(),
  SWAP_API_URL: withoutSlash.optional(),
  SWAP_API_KEY: z.string().optional(),
  PUBLIC_URL: withoutSlash.optional(),
  MEDIA_ALLOWED_ORIGINS: origins.default([]),
  FACES_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "must be 64 hexadecimal digits")
    .optional(),
  ENGINE_PROCESSES: z.coerce.number().int().min(1).max(64).optional(),
  QUOTE_FROM_CREDITS: z.coerce.number().int().min(0).default(3),
  CALLBACK_HOST: z.string().default("127.0.0.1"),
  CALLBACK_PORT: z.coerce.number().int().min(0).max(65_535).default(8788),
  METRICS_HOST: z.string().default("127.0.0.1"),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  OPERATOR: z.string().max(100).optional(),
  SOURCE_URL: httpUrl.optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
});

/**
 * The environment of the bot → what it runs with.
 * @throws ConfigError listing every fault, names only
 */
export function loadBotConfig(env: Environment): BotConfig {
  const given = parseEnv(botVariables, env);
  const key = given.SWAP_API_KEY;
  if (key === undefined && given.SWAP_API_URL !== undefined) {
    // Going on with the embedded server would look as if the one that was named did the work.
    throw new ConfigError(
      "The settings are wrong:\n  SWAP_API_KEY: is not set, but SWAP_API_URL is",
    );
  }
  const config: BotConfig = {
    discord: {
      token: given.DISCORD_TOKEN,
      apiUrl: given.DISCORD_API_URL,
      cdnUrl: given.DISCORD_CDN_URL,
      guildId: given.DISCORD_GUILD_ID,
    },
    reportsChannelId: given.REPORTS_CHANNEL_ID,
    swapApi: key === undefined ? undefined : { url: given.SWAP_API_URL ?? hostedSwapApi, key },
    storeUrl: given.STORE_URL ?? `sqlite:${given.DATA_DIR}/bot.sqlite`,
    dataDir: given.DATA_DIR,
    callbacks:
      given.PUBLIC_URL === undefined
        ? undefined
        : { publicUrl: given.PUBLIC_URL, host: given.CALLBACK_HOST, port: given.CALLBACK_PORT },
    mediaAllowedOrigins: given.MEDIA_ALLOWED_ORIGINS,
    engineProcesses:
      given.ENGINE_PROCESSES ?? Math.min(availableParallelism(), mostEngineProcesses),
    facesKey: given.FACES_KEY === undefined ? undefined : Buffer.from(given.FACES_KEY, "hex"),
    credits: {
      perPeriod: given.CREDITS_PER_PERIOD,
      period: given.CREDITS_PERIOD,
      timeZone: given.CREDITS_TIME_ZONE,
      cap: given.CREDITS_CAP,
    },
    quoteFromCredits: given.QUOTE_FROM_CREDITS,
    about: { operator: given.OPERATOR, sourceUrl: given.SOURCE_URL },
    metrics:
      given.METRICS_PORT === undefined
        ? undefined
        : { host: given.METRICS_HOST, port: given.METRICS_PORT },
    logLevel: given.LOG_LEVEL,
    secrets: [given.DISCORD_TOKEN, key, given.FACES_KEY, passwordIn(given.STORE_URL)].filter(
      (secret) => secret !== undefined,
    ),
  };
  return Object.freeze(config);
}

/** A password in the address of a store, as it is written there. */
function passwordIn(url: string | undefined): string | undefined {
  return url === undefined ? undefined : parseUrl(url)?.password || undefined;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
