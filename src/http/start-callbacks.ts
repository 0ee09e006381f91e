import rateLimit from "@fastify/rate-limit";
import { fastify } from "fastify";
import { z } from "zod";
import { listenOn } from "../core/listen-on.ts";
import { limits } from "../core/limits.ts";
import type { HearCallback } from "../services/provider-callbacks.ts";
import type { HttpSide } from "./start-http.ts";

export interface CallbackSideOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly hear: HearCallback;
}

const address = z.object({ jobId: z.string(), token: z.string() });

/** A task ends once; what its API repeats is not worth more looks than this. */
const callsPerMinute = 10;

/**
 * Where the swap API tells that a task has ended, apart from the health port, for everybody on the net: one path, small
 * bodies, few calls for each job, and no log, because the path is the secret.
 * @throws ConfigError when the port cannot be had
 */
export async function startCallbacks({ host, port, hear }: CallbackSideOptions): Promise<HttpSide> {
  const app = fastify({
    bodyLimit: limits.maxCallbackBytes,
    requestTimeout: limits.callbackTimeoutMs,
    forceCloseConnections: true,
  });
  await app.register(rateLimit, {
    max: callsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => address.safeParse(request.params).data?.jobId ?? request.ip,
  });
  app.post("/cb/:jobId/:token", async ({ params, body }, reply) => {
    const { jobId, token } = address.parse(params);
    const isKnown = await hear(jobId, token, body);
    return reply.code(isKnown ? 200 : 404).send();
  });
  const url = await listenOn(app, { host, port }, "CALLBACK_PORT");
  return { url, close: () => app.close() };
}
