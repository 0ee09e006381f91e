import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** In front of a server of the loopback: passes everything on, until it falls silent without hanging up. */
export interface SilentProxy {
  /** The server's URL, through the proxy. */
  readonly url: string;
  /** As a network or a machine that is gone: nothing comes back and nothing ends. New connections are opened, and no more. */
  fallSilent(): void;
  /** New connections reach the server again; those that fell silent stay so. */
  speak(): void;
  close(): Promise<void>;
}

export async function startSilentProxy(serverUrl: string): Promise<SilentProxy> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isSilent = false;

  function keep(socket: Socket): Socket {
    sockets.add(socket);
    return socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  }

  const proxy = createServer((client) => {
    keep(client);
    if (isSilent) return;
    const server = keep(connect(Number(port), hostname));
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, "127.0.0.1", resolve);
  });
  const url = new URL(serverUrl);
  url.port = String((proxy.address() as AddressInfo).port);

  return {
    url: url.href,
    fallSilent() {
      isSilent = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    speak() {
      isSilent = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        proxy.close(resolve);
      });
    },
  };
}
