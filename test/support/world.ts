import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountRecord } from "../../src/services/account-record.ts";
import type { AccountRecord } from "../../src/services/account-record.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { startBotProcess } from "./bot-process.ts";
import type { BotProcess } from "./bot-process.ts";
import { startDiscordStandIn } from "./discord/discord-stand-in.ts";
import type { DiscordStandIn } from "./discord/discord-stand-in.ts";
import { createOpenApiCheck, openApiPath } from "./discord/openapi-check.ts";
import { modelDirectory } from "./face-models.ts";

/** Everything there is: Discord's stand-in, the bot program with its API and engine, and its data. */
export interface World extends AsyncDisposable {
  readonly discord: DiscordStandIn;
  readonly dataDir: string;
  readonly bot: BotProcess;
  /** Starts the bot again on the same data. */
  readonly restart: () => Promise<void>;
  /** The account of a person in the stand-in's server, read from the database of the stopped bot. */
  readonly account: (personId: string) => Promise<AccountRecord | undefined>;
  /** What lies in the data folder, without the models, the databases and the audit file. */
  readonly mediaFiles: () => string[];
  /** What Discord would have to complain about: malformed requests and people left without an answer. */
  readonly complaints: () => readonly string[];
}

const openApi = openApiPath === undefined ? undefined : createOpenApiCheck(openApiPath);

/** Longer than any swap takes on a busy machine, shorter than the tests' own end. */
const patienceMs = 150_000;

export interface WorldOptions {
  /** More of the bot's variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Origins on the loopback that the bot may fetch from, as if they were public. */
  readonly origins?: readonly string[];
}

export async function startWorld({ env, origins = [] }: WorldOptions = {}): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), "face-swap-world-"));
  cpSync(modelDirectory, join(dataDir, "models"), { recursive: true });
  const discord = await startDiscordStandIn({ patienceMs });
  const allowed = [discord.origin, ...origins].join(",");
  const start = () =>
    startBotProcess({ discord, dataDir, env: { MEDIA_ALLOWED_ORIGINS: allowed, ...env } });
  let bot = await start();

  return {
    discord,
    dataDir,
    get bot() {
      return bot;
    },
    async restart() {
      bot = await start();
    },
    async account(personId) {
      const store = await openStore(`sqlite:${join(dataDir, "bot.sqlite")}`);
      try {
        const accounts = store.records("account", accountRecord);
        return await accounts.get(`guild:${discord.guildId}:${personId}`);
      } finally {
        await store.close();
      }
    },
    mediaFiles: () =>
      readdirSync(dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(dataDir.length + 1))
        .filter((path) => !/^(models|audit)\b/.test(path) && !/\.sqlite(-wal|-shm)?$/.test(path)),
    async [Symbol.asyncDispose]() {
      await bot.kill();
      await discord.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
    complaints: () => [...discord.problems(), ...(openApi?.findings(discord.requests) ?? [])],
  };
}
