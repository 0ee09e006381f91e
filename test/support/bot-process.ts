import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { nodeWords } from "./compiled-programs.ts";
import type { DiscordStandIn } from "./discord/discord-stand-in.ts";

/** The bot program in a process of its own. */
export interface BotProcess extends AsyncDisposable {
  readonly pid: number;
  /** Rejects when it ends before it is logged in. */
  readonly ready: Promise<void>;
  /** The exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Every line it logged, as it stands in the log. */
  readonly log: readonly string[];
  /** Resolves as soon as a line of the log has this in it. */
  logged(text: string): Promise<void>;
  /** SIGTERM, as a container platform sends it; resolves with the exit code. */
  stop(): Promise<number | string>;
  /** `kill -9`: nothing in the bot gets to run any more. */
  kill(): Promise<void>;
}

export interface BotProcessOptions {
  readonly discord: Pick<DiscordStandIn, "apiUrl" | "origin" | "token">;
  readonly dataDir: string;
  /** More variables, as `.env` would set them. */
  readonly env?: Readonly<Record<string, string>>;
}

const program = join(import.meta.dirname, "../../src/index.ts");

/** As `runBotProcess`, but resolves when it is logged in. */
export async function startBotProcess(options: BotProcessOptions): Promise<BotProcess> {
  const bot = runBotProcess(options);
  await bot.ready;
  return bot;
}

/** Starts `src/index.ts` against a stand-in of Discord, with nothing of our environment. */
export function runBotProcess(options: BotProcessOptions): BotProcess {
  const { discord, dataDir, env } = options;
  const child = spawn(process.execPath, nodeWords(program), {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env["PATH"] ?? "",
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_CDN_URL: `${discord.origin}/cdn`,
      MEDIA_ALLOWED_ORIGINS: discord.origin,
      DATA_DIR: dataDir,
      ...env,
    },
  });
  const log: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const ended = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.push(line);
    for (const listen of listeners) listen(line);
  });

  async function logged(text: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const listen = (line: string) => {
        if (line.includes(text)) resolve();
      };
      listeners.add(listen);
      log.forEach(listen);
      void ended.then((how) =>
        reject(new Error(`The bot ended (${how}) without logging ${text}:\n${log.join("\n")}`)),
      );
    });
  }

  const ready = logged('"The bot is ready"');
  ready.catch(() => {});

  async function end(signal: NodeJS.Signals): Promise<number | string> {
    child.kill(signal);
    return ended;
  }
  return {
    pid: child.pid ?? 0,
    log,
    logged,
    ready,
    ended,
    stop: () => end("SIGTERM"),
    kill: async () => void (await end("SIGKILL")),
    async [Symbol.asyncDispose]() {
      await end("SIGTERM");
    },
  };
}
