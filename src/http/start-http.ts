import { fastify } from "fastify";
import type { FastifyInstance } from "fastify";
import { listenOn } from "../core/listen-on.ts";
import type { Metrics } from "../core/metrics.ts";
import type { Readiness } from "./readiness.ts";

export interface HttpSideOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
}

export interface HttpSide {
  readonly url: string;
  close(): Promise<void>;
}

/** Nothing that is asked here has a body. */
const maxBodyBytes = 64 * 1024;

/**
 * The bot's own HTTP side, for container platforms and for Prometheus: `/livez`, `/readyz`, `/metrics`.
 * @throws ConfigError when the port cannot be had
 */
export async function startHttp(options: HttpSideOptions): Promise<HttpSide> {
  const { host, port } = options;
  const app = buildHttp(options);
  const url = await listenOn(app, { host, port }, "METRICS_PORT");
  return { url, close: () => app.close() };
}

function buildHttp({ readiness, metrics }: HttpSideOptions): FastifyInstance {
  const app = fastify({ bodyLimit: maxBodyBytes, forceCloseConnections: true });
  app.get("/livez", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const failing = await readiness.failing();
    const isReady = failing.length === 0;
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ok" : "not ready", failing });
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
  return app;
}
