import { availableParallelism } from "node:os";
import { loadEnvFile } from "../core/env.ts";
import { createLogger } from "../core/logger.ts";
import { runProgram } from "../core/run-program.ts";
import { loadServerConfig } from "./config.ts";
import { startServer } from "./start-server.ts";

await runProgram(async () => {
  loadEnvFile();
  const { config, logLevel, secrets } = loadServerConfig(process.env, availableParallelism());
  const log = createLogger({ level: logLevel, secrets });
  const server = await startServer({ config, log });
  log.info({ url: server.url }, "The face-swap API listens");
  return { log, close: () => server.close() };
});
