import type { Clock } from "../core/clock.ts";
import type { Logger } from "../core/logger.ts";
import { createAuthenticate } from "./auth.ts";
import type { Authenticate } from "./auth.ts";
import type { ServerConfig } from "./config.ts";
import { watchStoredKeys } from "./stored-keys.ts";

/**
 * The keys of the settings, and those of the key file as it is at each call.
 * @throws ConfigError when that file cannot be read
 */
export async function openAuthentication(
  config: ServerConfig,
  clock: Clock,
  log: Logger,
): Promise<Authenticate> {
  const { keys, keyFile } = config;
  const storedKeys = keyFile === undefined ? async () => [] : await watchStoredKeys(keyFile, log);
  if (keys.length === 0 && (await storedKeys()).length === 0) {
    log.warn("There is no API key yet: npm run admin -- keys create NAME makes one");
  }
  const defaults = {
    credits: config.creditsPerKey,
    callsPerWindow: config.callsPerWindow,
    maxUnfinished: config.maxUnfinishedPerKey,
  };
  return createAuthenticate({ keys, storedKeys, defaults, clock });
}
