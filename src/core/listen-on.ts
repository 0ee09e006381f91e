import { ConfigError } from "./errors.ts";
import { systemCode } from "./system-code.ts";

interface Address {
  readonly host: string;
  readonly port: number;
}

/** An HTTP server before it listens. */
interface Listener {
  listen(address: Address): Promise<string>;
}

/**
 * Begins to listen.
 * @param settings names of the settings that whoever runs the program would change
 * @returns `http://host:port`, with the port that was really taken
 * @throws ConfigError when the address cannot be had
 */
export async function listenOn(
  app: Listener,
  { host, port }: Address,
  settings: string,
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    throw new ConfigError(`${settings}: cannot listen on ${host}:${port} (${systemCode(error)}).`, {
      cause: error,
    });
  }
}
