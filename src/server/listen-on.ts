import type { FastifyInstance } from "fastify";
import { ConfigError } from "../core/errors.ts";
import { systemCode } from "../core/system-code.ts";

/**
 * Begins to listen.
 * @returns `http://host:port`, with the port that was really taken
 * @throws ConfigError when the address cannot be had
 */
export async function listenOn(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    throw new ConfigError(
      `SERVER_HOST and SERVER_PORT: cannot listen on ${host}:${port} (${systemCode(error)}).`,
      { cause: error },
    );
  }
}
