import { limits } from "../core/limits.ts";
import { createOnDemandProcess } from "./on-demand-process.ts";
import type { OnDemandProcess } from "./on-demand-process.ts";

export interface SafetyProcessOptions {
  /** Where the converted face models are, or will be. */
  readonly modelDirectory: string;
  readonly jobTimeoutMs?: number;
  /** How long it stays after a job. */
  readonly idleMs?: number;
  readonly childEnvironment?: Readonly<Record<string, string>>;
}

/**
 * Inspects files for the safety floor in a process of its own, one job after the other. It stays for a while after a job, so
 * that a target and its result need not load the networks twice. `close` ends it.
 */
export function createSafetyProcess({
  modelDirectory,
  ...options
}: SafetyProcessOptions): OnDemandProcess<"inspect"> {
  return createOnDemandProcess("inspect", {
    program: { name: "safety-child", modelDirectory },
    jobTimeoutMs: limits.maxInspectionMs,
    idleMs: limits.safetyIdleMs,
    ...options,
  });
}
