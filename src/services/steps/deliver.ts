import { fetchResult } from "../result-check.ts";
import { required } from "./step.ts";
import type { Step } from "./step.ts";

export const deliverResult: Step = async (job, context) => {
  const { reply, ledger, downloader, carried, signal } = context;
  const result =
    carried.result ?? (await fetchResult(downloader, required(job.resultUrl, "result"), signal));
  carried.result = result;
  const { left, resetsAt } = await ledger.balance(job.account);
  await reply.result(job.reply, job.id, {
    gif: result.gif,
    frames: result.frames,
    price: required(job.price, "price"),
    creditsLeft: left,
    resetsAt,
  });
  return { state: "delivered", delivery: "result" };
};

export const deliverFailure: Step = async (job, { reply }) => {
  const { code, facts, kind } = required(job.failure, "failure");
  const { detail } = facts;
  const ours = kind === "app" || kind === "bug";
  await reply.failure(job.reply, job.id, {
    code,
    facts,
    detail: typeof detail === "string" ? detail : undefined,
    reference: ours ? job.id : undefined,
  });
  return { state: "delivered", delivery: "failure" };
};
