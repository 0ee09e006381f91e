import type { CreateTaskBody } from "../../contract/task.ts";
import { strengths } from "../../core/strengths.ts";
import type { JobRecord } from "../job-record.ts";
import { required } from "./step.ts";

type Job = Pick<JobRecord, "uploads" | "swapped" | "wishes" | "unmet" | "isStill">;

/** The task that does what the job is for: one model for the main face, the other for faces by their number. */
export function swapTaskOf(job: Job, callbackUrl: string | undefined): CreateTaskBody {
  const { target, face, detectId, crops = [] } = required(job.uploads, "uploads");
  const { wishes, unmet = [], swapped } = job;
  const isPlain = wishes.strength === "natural" || unmet.includes("strength");
  const strength = isPlain ? {} : { strength: strengths[wishes.strength] };
  const callback = callbackUrl === undefined ? {} : { callback_url: callbackUrl };
  if (swapped === undefined) {
    const input = { new_face: face, ...strength };
    return job.isStill
      ? { model: "image-face-swap", ...callback, input: { image_url: target, ...input } }
      : { model: "gif-face-swap", ...callback, input: { video_url: target, ...input } };
  }
  // A face is kept by its own picture; what becomes of one that is not named the contract does not say.
  const kept = crops.filter(({ id }) => !swapped.includes(id));
  const faces = [
    ...swapped.map((face_id) => ({ face_id, target: face })),
    ...kept.map(({ id, url }) => ({ face_id: id, target: url })),
  ].toSorted((one, other) => one.face_id - other.face_id);
  const detect_id = required(detectId, "detection");
  const input = { detect_id, faces, ...strength };
  return job.isStill
    ? { model: "image-face-swap-multi", ...callback, input: { image_url: target, ...input } }
    : { model: "gif-face-swap-multi", ...callback, input: { video_url: target, ...input } };
}
