import { UpstreamError } from "../../core/errors.ts";
import { expectedEnd } from "../expected-end.ts";
import type { JobRecord } from "../job-record.ts";
import type { JobProgress } from "../reply-port.ts";
import type { TaskNews } from "../task-news.ts";
import { required } from "./step.ts";
import type { Step, StepContext } from "./step.ts";

/** A task may not be visible at once; one that is not there after this long is lost. */
const visibleWithinMs = 60_000;

/** One look at the task. */
export const awaitResult: Step = async (job, context) => {
  const { api, reply, schedule, pace, clock, signal } = context;
  const news = await api.taskInfo(required(job.taskId, "task id"), signal);
  if (news.kind === "failed") throw taskFailed(news);
  if (news.kind === "succeeded") {
    const submittedAt = required(job.submittedAt, "time of submit");
    const now = clock();
    schedule.learn(job.frames ?? 0, now - submittedAt);
    await pace.learn(
      job.frames ?? 0,
      job.swapped?.length ?? 1,
      now - (job.queuedUntil ?? submittedAt),
    );
    return { resultUrl: news.resultUrl, nextAt: undefined, pauseMs: undefined };
  }
  const now = clock();
  if (news.kind === "running") {
    reply.progress(job.reply, job.id, await withEnd(job, news.progress, context));
  }
  if (
    news.kind === "unknown" &&
    now - required(job.submittedAt, "time of submit") >= visibleWithinMs
  ) {
    throw new UpstreamError("SWAP_API_ODD_ANSWER", {
      message: "The swap API does not know the task any more.",
      next: "give-up",
    });
  }
  const pauseMs = schedule.next(job.pauseMs ?? 0);
  const isQueued = news.kind === "running" && news.progress.stage === "queued";
  return { pauseMs, nextAt: now + pauseMs, ...(isQueued && { queuedUntil: now }) };
};

/** The news with when the job should be done. */
export async function withEnd(
  job: JobRecord,
  progress: JobProgress,
  { pace, clock }: StepContext,
): Promise<JobProgress> {
  const { ahead, atOnce } = progress;
  const now = clock();
  const expectedAt = expectedEnd({
    progress,
    now,
    since: job.queuedUntil ?? job.submittedAt ?? now,
    workMs: await pace.expect(job.frames ?? 0, job.swapped?.length ?? 1),
    waitMs: ahead === undefined || atOnce === undefined ? 0 : await pace.expectWait(ahead, atOnce),
  });
  return { ...progress, expectedAt };
}

function taskFailed({ code, detail }: Extract<TaskNews, { kind: "failed" }>): UpstreamError {
  return new UpstreamError(code, {
    message: `The swap failed: ${detail ?? code}.`,
    facts: detail === undefined ? {} : { detail },
    next: "give-up",
  });
}
