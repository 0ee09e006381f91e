import { existsSync } from "node:fs";
import { loadBotConfig } from "./config.ts";
import { createLogger } from "./core/logger.ts";
import { runProgram } from "./core/run-program.ts";
import { startBot } from "./start-bot.ts";

await runProgram(async () => {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = loadBotConfig(process.env);
  const log = createLogger({ level: config.logLevel, secrets: config.secrets });
  const bot = await startBot(config, log);
  log.info("The bot is ready");
  return { log, close: () => bot.close() };
});
