import { UpstreamError } from "../../core/errors.ts";
import { placeUntil } from "../job-record.ts";
import type { Step } from "./step.ts";

/** The reply's token will be dead before the job is done: leaves a button in it. The job goes on either way. */
export const handOver: Step = async (job, { reply, clock, log, signal }) => {
  try {
    const until = placeUntil(job);
    const news = until === undefined ? {} : { placeUntil: until };
    await reply.handOver(job.reply, job.id, news, signal);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    log.info({ err: error }, "The reply got no button");
  }
  return { handedOverAt: clock() };
};
