import { UpstreamError } from "../../core/errors.ts";
import type { Step } from "./step.ts";

/** The reply's token will be dead before the job is done: leaves a button in it. The job goes on either way. */
export const handOver: Step = async (job, { reply, clock, log, signal }) => {
  try {
    await reply.handOver(job.reply, job.id, signal);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    log.info({ err: error }, "The reply got no button");
  }
  return { handedOverAt: clock() };
};
