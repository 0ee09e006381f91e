import type { FastifyInstance } from "fastify";

/** What requests in flight get to end when the server is closed. */
const requestGraceMs = 3000;
const idleCheckMs = 50;

/** Node looks for idle connections once; one that was busy in that moment would keep us for its whole keep-alive time. */
export async function stopListening(app: FastifyInstance): Promise<void> {
  const closeIdle = setInterval(() => app.server.closeIdleConnections(), idleCheckMs);
  const closeAll = setTimeout(() => app.server.closeAllConnections(), requestGraceMs);
  await app.close();
  clearInterval(closeIdle);
  clearTimeout(closeAll);
}
