import { UpstreamError } from "../../core/errors.ts";
import type { JobRecord } from "../job-record.ts";
import type { JobChange, Step, StepContext } from "./step.ts";

/** The result could not be handed over now: it waits until the person asks for it, or until the API forgets it. */
export function keep(
  _job: JobRecord,
  { clock, keptMs, log }: StepContext,
  cause: UpstreamError,
): JobChange {
  log.info({ err: cause }, "The result waits for its person");
  return { state: "kept", nextAt: clock() + keptMs, pauseMs: undefined };
}

/** Nobody came for the result, so nobody pays for it. */
export const expire: Step = async () => {
  throw new UpstreamError("REPLY_NOT_TAKEN", {
    message: "Nobody came for the result while it was kept.",
    next: "give-up",
  });
};
