import { DiscordAPIError, REST } from "discord.js";
import { commands, messageCommands } from "../commands/index.ts";
import { loadBotConfig } from "../config.ts";
import { loadEnvFile } from "../core/env.ts";
import { ConfigError } from "../core/errors.ts";
import { deployCommands } from "./deploy-commands.ts";
import { tokenRefused } from "./log-in.ts";

/** `npm run deploy-commands`: tells Discord which commands there are. Ends with 1 if it could not. */
async function main(): Promise<string> {
  loadEnvFile();
  const { discord } = loadBotConfig(process.env);
  const { token, apiUrl, guildId } = discord;
  const rest = new REST(apiUrl === undefined ? {} : { api: apiUrl }).setToken(token);
  const changes = await deployCommands({
    rest,
    guildId,
    commands: [...commands, ...messageCommands].map((command) => command.data),
  });
  const where = guildId === undefined ? "everywhere" : `in server ${guildId}`;
  if (changes.length === 0) return `The commands are up to date ${where}; nothing was written.`;
  return [`The commands were registered ${where}:`, ...changes].join("\n");
}

/** One sentence about what to do, where that is known. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof DiscordAPIError && error.status === 401) {
    return tokenRefused;
  }
  if (error instanceof DiscordAPIError && error.status === 403) {
    return "Discord does not let the bot register commands in that server. Is the bot in it, and is DISCORD_GUILD_ID right?";
  }
  return `The commands could not be registered: ${error instanceof Error ? error.message : String(error)}`;
}

try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
