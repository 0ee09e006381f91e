import { UserError } from "../../core/errors.ts";
import { isStill } from "../media-intake.ts";
import type { CheckedMedia } from "../media-intake.ts";
import { adoptTask } from "./adopt-task.ts";
import { listOf, locateFaces } from "./locate-faces.ts";
import type { Step, StepContext } from "./step.ts";

/** Hands both files to the API; then writes down that the next thing is the call that costs money. */
export const upload: Step = async (job, context) => {
  if (job.proposedTaskId !== undefined) return adoptTask(job, context);
  const { intake, reply, carried, newCallbackAddress, signal } = context;
  if (job.uploads) {
    const address = newCallbackAddress?.(job.id);
    carried.callbackUrl = address?.url;
    carried.begunAttempt = job.attempt + 1;
    return {
      state: "submitting",
      attempt: carried.begunAttempt,
      callbackHash: address?.tokenHash,
    };
  }
  const { target, face } = carried.media ?? (await intake.take(job, signal));
  carried.media = { target, face };
  reply.progress(job.reply, job.id, { stage: "uploading" });
  const uploads = await handIn({ target, face }, context);
  if (job.swapped === undefined) return { uploads };
  // The list of faces that was there before had the links of another run.
  const located = await locateFaces({ url: uploads.target, isStill: isStill(target) }, context);
  const known = new Set(located?.faces.map(({ id }) => id));
  if (job.swapped.some((id) => !known.has(id))) throw new UserError("FACE_NOT_LISTED");
  return { uploads: { ...uploads, ...(located && listOf(located)) } };
};

/** Gives the API both files, the photo only if it has none yet. @throws UpstreamError */
export async function handIn(
  { target, face }: CheckedMedia,
  { api, carried, signal }: StepContext,
): Promise<{ readonly target: string; readonly face: string }> {
  return {
    target: await api.upload(target.bytes, target.type, signal),
    face: carried.faceUrl ?? (await api.upload(face.bytes, face.type, signal)),
  };
}
