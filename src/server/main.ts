import { availableParallelism } from "node:os";
import { inspect } from "node:util";
import { ConfigError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { createLogger } from "../core/logger.ts";
import { loadServerConfig } from "./config.ts";
import { startServer } from "./start-server.ts";

/** After the grace: stop what did not end, close sockets, children and the store. */
const closeMs = 8_000;

async function main(): Promise<void> {
  const { config, logLevel, secrets } = loadServerConfig(process.env, availableParallelism());
  const log = createLogger({ level: logLevel, secrets });
  const server = await startServer({ config, log });
  log.info({ url: server.url }, "The face-swap API listens");

  let stopping = false;
  async function stop(exitCode: number): Promise<void> {
    // Whoever asks twice does not want to wait.
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), limits.shutdownGraceMs + closeMs).unref();
    await server.close();
    log.info("The face-swap API is closed");
    process.exit(exitCode);
  }

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      log.info({ signal }, "The face-swap API is going down");
      void stop(0);
    });
  }
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, "A bug: nobody caught this");
      void stop(1);
    });
  }
}

main().catch((error: unknown) => {
  // The settings are the reader's to mend; where they were read is not news to them.
  const text = error instanceof ConfigError ? error.message : inspect(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
