import type { JobRecord } from "../job-record.ts";
import { required } from "./step.ts";
import type { JobChange, StepContext } from "./step.ts";

/**
 * After an unclear submit the API called back about a task, at the address of that very submit. If it knows the task
 * under our key, it is ours, and nothing has to be submitted (and paid) again.
 */
export async function adoptTask(job: JobRecord, context: StepContext): Promise<JobChange> {
  const { api, clock, log, signal } = context;
  const taskId = required(job.proposedTaskId, "proposed task");
  const news = await api.taskInfo(taskId, signal);
  if (news.kind === "unknown") return { proposedTaskId: undefined };
  const now = clock();
  log.info({ attempt: job.attempt }, "an unclear submit had made a task after all");
  return { state: "submitted", taskId, proposedTaskId: undefined, submittedAt: now, nextAt: now };
}
