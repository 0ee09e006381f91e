import { loadBotConfig } from "./config.ts";
import { loadEnvFile } from "./core/env.ts";
import { createLogger } from "./core/logger.ts";
import { runProgram } from "./core/run-program.ts";
import { startBot } from "./start-bot.ts";

await runProgram(async (stop) => {
  loadEnvFile();
  const config = loadBotConfig(process.env);
  const log = createLogger({ level: config.logLevel, secrets: config.secrets });
  const bot = await startBot(config, log, stop);
  log.info("The bot is ready");
  return { log, broken: bot.refused, close: () => bot.close() };
});
