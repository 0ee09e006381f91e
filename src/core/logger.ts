import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import { createBlanker } from "./blank-secrets.ts";
import { describeError } from "./describe-error.ts";

export type { Logger } from "pino";

export interface LoggerOptions {
  level: string;
  /** Values that must never be written, wherever they turn up: tokens, keys, passwords. */
  secrets?: readonly string[];
  destination?: DestinationStream;
}

/** A request or an answer of Node, Fastify or undici: headers, addresses and bodies are nobody's business. */
const describeMessage = (message: unknown) => {
  const read = (name: string): unknown =>
    typeof message === "object" && message !== null ? Reflect.get(message, name) : undefined;
  return { method: read("method"), status: read("statusCode") };
};

/**
 * A JSON-lines logger on stderr. Three things keep secrets out of it: errors and requests are written field by field, by
 * name; secrets that we know are blanked in the finished line, wherever they are; and so is all that looks like one.
 */
export function createLogger(options: LoggerOptions): Logger {
  const blank = createBlanker(options.secrets ?? []);
  const target = options.destination ?? pino.destination({ dest: 2, sync: true });
  const blanked: DestinationStream = {
    write(line) {
      target.write(blank(line));
    },
  };
  const serializers = {
    err: (error: unknown) => describeError(error),
    error: (error: unknown) => describeError(error),
    req: describeMessage,
    request: describeMessage,
    res: describeMessage,
    response: describeMessage,
  };
  return pino({ level: options.level, base: null, serializers }, blanked);
}
