import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Authenticate } from "./auth.ts";
import type { Caller } from "./caller.ts";

/** Whom an admitted request acts for. */
export type CallerOf = (request: FastifyRequest) => Caller;

export interface Admission {
  /**
   * To be called before anything of the request is read.
   * @throws AppError `KEY_MISSING`, `KEY_UNKNOWN`, `KEY_DISABLED`, `RATE_LIMITED`
   */
  readonly admit: (request: FastifyRequest) => Promise<void>;
  readonly callerOf: CallerOf;
}

/**
 * The key first, the rate second, so that a stranger learns nothing and uses up nobody's calls.
 * `app` must have @fastify/rate-limit.
 */
export function createAdmission(app: FastifyInstance, authenticate: Authenticate): Admission {
  const callers = new WeakMap<FastifyRequest, Caller>();

  function callerOf(request: FastifyRequest): Caller {
    const caller = callers.get(request);
    if (caller === undefined) throw new AppError("KEY_MISSING");
    return caller;
  }

  const count = app.createRateLimit({
    max: (request) => callerOf(request).callsPerWindow,
    timeWindow: limits.rateWindowMs,
    keyGenerator: (request) => callerOf(request).account,
  });

  return {
    callerOf,
    async admit(request) {
      const caller = await authenticate(request.headers["x-api-key"]);
      callers.set(request, caller);
      if (caller.callsPerWindow === 0) return;
      const use = await count(request);
      if (use.isAllowed || !use.isExceeded) return;
      const facts = { limit: caller.callsPerWindow, retryAfterSeconds: use.ttlInSeconds };
      throw new AppError("RATE_LIMITED", { facts });
    },
  };
}
