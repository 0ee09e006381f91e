import { adoptTask } from "./adopt-task.ts";
import type { Step } from "./step.ts";

/** Hands both files to the API and writes down that the next thing is the call that costs money. */
export const upload: Step = async (job, context) => {
  if (job.proposedTaskId !== undefined) return adoptTask(job, context);
  const { api, intake, reply, carried, newCallbackAddress, signal } = context;
  const address = newCallbackAddress?.(job.id);
  carried.callbackUrl = address?.url;
  const begin = {
    state: "submitting",
    attempt: job.attempt + 1,
    callbackHash: address?.tokenHash,
  } as const;
  if (job.uploads) {
    carried.begunAttempt = begin.attempt;
    return begin;
  }
  const { target, face } = carried.media ?? (await intake.take(job, signal));
  carried.media = { target, face };
  reply.progress(job.reply, job.id, { stage: "uploading" });
  const uploads = {
    target: await api.upload(target.bytes, target.type, signal),
    face: carried.faceUrl ?? (await api.upload(face.bytes, face.type, signal)),
  };
  carried.begunAttempt = begin.attempt;
  return { ...begin, uploads };
};
