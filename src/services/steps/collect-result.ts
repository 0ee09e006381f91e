import { fetchResult } from "../result-check.ts";
import { required } from "./step.ts";
import type { Step } from "./step.ts";

/** Fetches and judges the result: the API's "success" is not one before there is a GIF, or a picture. */
export const collectResult: Step = async (job, context) => {
  const { reply, carried, log, signal } = context;
  reply.progress(job.reply, job.id, { stage: "finishing" });
  const result = await fetchResult(
    context,
    { url: required(job.resultUrl, "result"), isStill: job.isStill === true },
    signal,
  );
  if (result.frames !== job.frames) {
    log.warn({ sent: job.frames, got: result.frames }, "the result has another number of frames");
  }
  carried.result = result;
  return { state: "finished" };
};
