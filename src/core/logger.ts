import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";

export type { Logger } from "pino";

export interface LoggerOptions {
  level: string;
  /** Values that must never be written, wherever they turn up: tokens and keys. */
  secrets?: readonly string[];
  destination?: DestinationStream;
}

/**
 * `/webhooks/<application>/<token>`, `/cb/<job>/<token>` and the signed parts of a query (Discord's CDN, our uploads, S3): whoever holds such a
 * URL can write in our name, or read and store files.
 */
const tokenInUrl =
  /(\/(?:webhooks|interactions|cb)\/\d+\/)[\w.~%-]+|([?&](?:token|hm|sig|ex|is|signature|x-amz-[a-z-]+)=)[^&\s"]+/gi;

/** A JSON-lines logger on stderr. Secrets and tokens are blanked in the finished line, so no path can forget them. */
export function createLogger(options: LoggerOptions): Logger {
  const secrets = (options.secrets ?? []).filter((secret) => secret.length > 0);
  const target = options.destination ?? pino.destination({ dest: 2, sync: true });
  const blanked: DestinationStream = {
    write(line) {
      let clean = line.replaceAll(tokenInUrl, "$1$2…");
      for (const secret of secrets) clean = clean.replaceAll(secret, "…");
      target.write(clean);
    },
  };
  return pino({ level: options.level, base: null }, blanked);
}
