import type { FastifyInstance } from "fastify";
import type { Readiness } from "../readiness.ts";

/** For container platforms and load balancers: is the process alive, and may it be sent work? */
export function healthRoutes(app: FastifyInstance, readiness: Readiness): void {
  app.get("/livez", { schema: documented("Is the process alive?") }, () => ({ status: "ok" }));
  app.get("/readyz", { schema: documented("May it be sent work?") }, async (_request, reply) => {
    const failing = await readiness.failing();
    return reply
      .code(failing.length === 0 ? 200 : 503)
      .send({ status: failing.length === 0 ? "ok" : "not ready", failing });
  });
}

const documented = (summary: string) => ({ tags: ["health"], summary, security: [] });
