import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { accountRecord } from "../../src/services/account-record.ts";
import type { AccountRecord } from "../../src/services/account-record.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { startBotProcess } from "./bot-process.ts";
import type { BotProcess } from "./bot-process.ts";
import { startDiscordStandIn } from "./discord/discord-stand-in.ts";
import type { DiscordStandIn } from "./discord/discord-stand-in.ts";
import { createOpenApiCheck, openApiPath } from "./discord/openapi-check.ts";
import { modelDirectory } from "./face-models.ts";
import { tempDir } from "./temp-dir.ts";

/** Everything there is, for one test: Discord's stand-in, the bot program with its API and engine, and its data. */
export interface World {
  readonly discord: DiscordStandIn;
  readonly dataDir: string;
  readonly bot: BotProcess;
  /** Starts the bot again on the same data. */
  readonly restart: () => Promise<void>;
  /** The account of a person in the stand-in's server, read from the database of the stopped bot. */
  readonly account: (personId: string) => Promise<AccountRecord | undefined>;
  /** What lies in the data folder, without the models and the databases. */
  readonly mediaFiles: () => string[];
  /** What Discord would have to complain about: malformed requests and people left without an answer. */
  readonly complaints: () => readonly string[];
}

const openApi = openApiPath === undefined ? undefined : createOpenApiCheck(openApiPath);

/** Ends with the test. */
export async function startWorld(env: Readonly<Record<string, string>> = {}): Promise<World> {
  const dataDir = tempDir();
  cpSync(modelDirectory, join(dataDir, "models"), { recursive: true });
  const discord = await startDiscordStandIn({ patienceMs: 50_000 });
  onTestFinished(() => discord.close());
  const start = () => startBotProcess({ discord, dataDir, env });
  let bot = await start();
  onTestFinished(() => bot.kill());

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
        .filter((path) => !path.startsWith("models") && !/\.sqlite(-wal|-shm)?$/.test(path)),
    complaints: () => [...discord.problems(), ...(openApi?.findings(discord.requests) ?? [])],
  };
}
