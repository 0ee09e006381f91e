import { UpstreamError } from "../../core/errors.ts";
import { fetchResult } from "../result-check.ts";
import { askerOf } from "../job-record.ts";
import type { JobRecord } from "../job-record.ts";
import { keep } from "./keep.ts";
import { postResult } from "./post-result.ts";
import { required } from "./step.ts";
import type { Step, StepContext } from "./step.ts";

export const deliverResult: Step = async (job, context) => {
  const { ledger, allowances, carried, signal } = context;
  const { isStill = false } = job;
  const result =
    carried.result ??
    (await fetchResult(context, { url: await resultUrlOf(job, context), isStill }, signal));
  carried.result = result;
  const [person] = job.payers ?? (await allowances.payersOf(askerOf(job)));
  const { left, resetsAt } = await ledger.balance(person);
  const answer = {
    file: result.file,
    isStill,
    frames: result.frames,
    price: required(job.price, "price"),
    creditsLeft: left,
    resetsAt,
    givenUp: [],
    faces: job.swapped?.length ?? 1,
    unmet: job.unmet ?? [],
    spoiler: job.wishes.spoiler,
    personId: job.personId,
    advice: job.advice,
  };
  await context.results.remember(job);
  try {
    await postResult(job, answer, context);
  } catch (error) {
    const isUnseen = error instanceof UpstreamError && error.code === "REPLY_NOT_TAKEN";
    if (isUnseen && error.next === "give-up") {
      await context.places.rest(job);
      return keep(job, context, error);
    }
    throw error;
  }
  return { state: "delivered", delivery: "result" };
};

export const deliverFailure: Step = async (job, { reply, signal }) => {
  const { code, facts, kind } = required(job.failure, "failure");
  const { detail } = facts;
  const ours = kind === "app" || kind === "bug";
  const answer = {
    code,
    facts,
    detail: typeof detail === "string" ? detail : undefined,
    reference: ours ? job.id : undefined,
    personId: job.personId,
  };
  await reply.failure(job.reply, job.id, answer, signal);
  return { state: "delivered", delivery: "failure" };
};

/** After a restart the API must be asked once more where the result is. */
async function resultUrlOf(job: JobRecord, { api, signal }: StepContext): Promise<string> {
  if (job.resultUrl !== undefined) return job.resultUrl;
  const news = await api.taskInfo(required(job.taskId, "task id"), signal);
  if (news.kind === "succeeded") return news.resultUrl;
  throw new UpstreamError("RESULT_UNUSABLE", {
    message: `A finished task is ${news.kind} now.`,
    next: "give-up",
  });
}
