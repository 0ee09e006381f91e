import { limits } from "../core/limits.ts";
import { createOnDemandProcess } from "./on-demand-process.ts";
import type { OnDemandOptions } from "./on-demand-process.ts";
import type { FitJob, FitOutcome } from "./swap-port.ts";

/**
 * Makes GIFs fit, each in a process of its own.
 * @throws UserError `RESULT_TOO_LARGE`; AppError `ENGINE_CRASHED`, `ENGINE_TIMED_OUT`; the reason of `signal`
 */
export type FitInProcess = (job: FitJob, signal: AbortSignal) => Promise<FitOutcome>;

export function createFitProcess(options: Partial<OnDemandOptions> = {}): FitInProcess {
  return createOnDemandProcess("fit", { jobTimeoutMs: limits.maxFitMs, ...options }).run;
}
