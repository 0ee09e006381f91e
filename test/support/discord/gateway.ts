import type { Server } from "node:http";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";

/** One identified client: its events are kept, so that a resume can replay them. */
interface Session {
  readonly id: string;
  readonly sent: string[];
  socket: WebSocket | undefined;
}

export interface Gateway {
  /** Sends an event to every session; those without a socket get it when they resume. */
  dispatch(event: string, data: unknown): void;
  /** How many clients have identified since the start. */
  readonly identified: number;
  /** Resolves when a client is connected and ready. */
  connected(): Promise<void>;
  /** Cuts the sockets without a close frame; clients resume after about 500 ms. */
  dropSockets(): void;
  /** Cuts the sockets, and greets nobody who comes again. */
  fallSilent(): void;
  /** Greets whoever comes again; who waits for a greeting is sent away. */
  speak(): void;
  /** Closes the sockets as Discord does with a token that was reset. */
  refuseToken(): void;
  close(): Promise<void>;
}

export interface GatewayOptions {
  server: Server;
  token: string;
  /** The `d` of READY but for the session's own fields. */
  ready: () => Record<string, unknown>;
  resumeUrl: () => string;
  nextId: () => string;
}

const op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
};
const authenticationFailed = 4004;

/** The websocket side of the stand-in, JSON without compression, one shard. */
export function createGateway(options: GatewayOptions): Gateway {
  const sockets = new WebSocketServer({ server: options.server, path: "/gateway/" });
  let sessions: Session[] = [];
  let identified = 0;
  let waiting: (() => void)[] = [];
  let isSilent = false;

  function send(session: Session, event: string, data: unknown): void {
    const text = JSON.stringify({
      op: op.dispatch,
      s: session.sent.length + 1,
      t: event,
      d: data,
    });
    session.sent.push(text);
    session.socket?.send(text);
  }

  function identify(socket: WebSocket, data: { token: string }): Session | undefined {
    if (data.token !== options.token) {
      socket.close(authenticationFailed, "Authentication failed.");
      return undefined;
    }
    // A client that identifies anew will never resume what it had.
    sessions = sessions.filter((session) => session.socket !== undefined);
    const session: Session = { id: options.nextId(), sent: [], socket };
    sessions.push(session);
    identified += 1;
    send(session, "READY", {
      ...options.ready(),
      session_id: session.id,
      resume_gateway_url: options.resumeUrl(),
    });
    announce();
    return session;
  }

  function announce(): void {
    for (const go of waiting) go();
    waiting = [];
  }

  function resume(socket: WebSocket, data: { session_id: string; seq: number }) {
    const session = sessions.find((one) => one.id === data.session_id);
    if (session === undefined) {
      socket.send(JSON.stringify({ op: op.invalidSession, d: false }));
      return undefined;
    }
    session.socket = socket;
    for (const text of session.sent.slice(data.seq)) socket.send(text);
    send(session, "RESUMED", {});
    announce();
    return session;
  }

  sockets.on("connection", (socket) => {
    let session: Session | undefined;
    if (isSilent) return;
    socket.send(JSON.stringify({ op: op.hello, d: { heartbeat_interval: 41_250 } }));
    socket.on("message", (raw: Buffer) => {
      const message = JSON.parse(raw.toString("utf8")) as { op: number; d: never };
      if (message.op === op.heartbeat) socket.send(JSON.stringify({ op: op.heartbeatAck }));
      if (message.op === op.identify) session = identify(socket, message.d);
      if (message.op === op.resume) session = resume(socket, message.d);
    });
    socket.on("close", () => {
      if (session?.socket === socket) session.socket = undefined;
    });
  });

  return {
    dispatch(event, data) {
      if (sessions.length === 0) throw new Error("no bot is connected to the stand-in of Discord");
      for (const session of sessions) send(session, event, data);
    },
    get identified() {
      return identified;
    },
    async connected() {
      if (sessions.some((session) => session.socket !== undefined)) return;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    },
    dropSockets() {
      for (const socket of sockets.clients) socket.terminate();
    },
    fallSilent() {
      isSilent = true;
      for (const socket of sockets.clients) socket.terminate();
    },
    speak() {
      isSilent = false;
      for (const socket of sockets.clients) socket.terminate();
    },
    refuseToken() {
      for (const socket of sockets.clients) socket.close(authenticationFailed);
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise<void>((resolve) => {
        sockets.close(() => resolve());
      });
    },
  };
}
