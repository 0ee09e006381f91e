import { createSocket } from "node:dgram";
import { once } from "node:events";

/** A name server on the loopback. */
export interface NameServer {
  /** As `Resolver.setServers` takes it. */
  readonly address: string;
  /** Names that were asked for, in order; both families of each. */
  readonly asked: readonly string[];
  close(): void;
}

const headerBytes = 12;
const typeA = 1;

/** Answers questions for IPv4 addresses by `addressOf`, and none of those for which it says nothing (RFC 1035 §4). */
export async function startNameServer(
  addressOf: (name: string) => string | undefined,
): Promise<NameServer> {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (query, { port, address }) => {
    const labels: string[] = [];
    let at = headerBytes;
    while (query[at] !== 0) {
      labels.push(query.toString("latin1", at + 1, at + 1 + query[at]));
      at += query[at] + 1;
    }
    const name = labels.join(".");
    asked.push(name);
    const found = addressOf(name);
    if (found === undefined) return;
    const type = query.readUInt16BE(at + 1);
    const question = query.subarray(headerBytes, at + 5);
    const header = Buffer.from(query.subarray(0, headerBytes));
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(type === typeA ? 1 : 0, 6);
    header.writeUInt32BE(0, 8);
    const record = Buffer.from([0xc0, headerBytes, 0, typeA, 0, 1, 0, 0, 0, 60, 0, 4]);
    const bytes = Buffer.from(found.split(".").map(Number));
    const answer = type === typeA ? [header, question, record, bytes] : [header, question];
    socket.send(Buffer.concat(answer), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () => void socket.close(),
  };
}
