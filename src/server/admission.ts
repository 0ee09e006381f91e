import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Authenticate } from "./auth.ts";

/** The account that an admitted request acts for. */
export type AccountOf = (request: FastifyRequest) => string;

export interface Admission {
  /** To be called before anything of the request is read. @throws AppError `KEY_MISSING`, `KEY_UNKNOWN`, `RATE_LIMITED` */
  readonly admit: (request: FastifyRequest) => Promise<void>;
  readonly accountOf: AccountOf;
}

/**
 * The key first, the rate second, so that a stranger learns nothing and uses up nobody's calls.
 * `app` must have @fastify/rate-limit; `callsPerWindow` 0 is no limit.
 */
export function createAdmission(
  app: FastifyInstance,
  authenticate: Authenticate,
  callsPerWindow: number,
): Admission {
  const accounts = new WeakMap<FastifyRequest, string>();

  function accountOf(request: FastifyRequest): string {
    const account = accounts.get(request);
    if (account === undefined) throw new AppError("KEY_MISSING");
    return account;
  }

  const count = app.createRateLimit({
    max: callsPerWindow,
    timeWindow: limits.rateWindowMs,
    keyGenerator: accountOf,
  });

  return {
    accountOf,
    async admit(request) {
      accounts.set(request, authenticate(request.headers["x-api-key"]));
      if (callsPerWindow === 0) return;
      const use = await count(request);
      if (use.isAllowed || !use.isExceeded) return;
      const facts = { limit: callsPerWindow, retryAfterSeconds: use.ttlInSeconds };
      throw new AppError("RATE_LIMITED", { facts });
    },
  };
}
