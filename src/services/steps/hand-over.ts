import { UpstreamError } from "../../core/errors.ts";
import { placeUntil, workUntil } from "../job-record.ts";
import type { Step } from "./step.ts";

/** The reply's token will be dead before the job is done: leaves a button in it. The job goes on either way. */
export const handOver: Step = async (job, { reply, clock, maxJobMs, log, signal }) => {
  try {
    const news = { placeUntil: placeUntil(job), workUntil: workUntil(job, maxJobMs) };
    await reply.handOver(job.reply, job.id, news, signal);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    log.info({ err: error }, "The reply got no button");
  }
  return { handedOverAt: clock() };
};
