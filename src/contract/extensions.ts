import { z } from "zod";
import { mediaUrl } from "./media-url.ts";
import { taskStatuses } from "./task.ts";

// What our server has beyond the contract. The hosted API answers 404 to all of it.

/** POST …/job/CancelTask. */
export const cancelTaskBody = z.strictObject({ task_id: z.string().length(36) });
/** Its `data`. `cancelled` is false when the task had ended in another way before. */
export const cancelledTask = z.object({
  task_id: z.string(),
  status: z.enum(taskStatuses),
  cancelled: z.boolean(),
});

/** POST …/job/CheckFace: what is this photo worth as a `new_face`? Costs nothing. */
export const checkFaceBody = z.strictObject({ image_url: mediaUrl });

/** Its `data`. A photo that cannot be fetched or read is refused, too, with that as its one fault. */
export const faceVerdict = z.object({
  /** `usable`: the swap will do, and `faults` say what would make it better. `refused`: a task would fail. */
  verdict: z.enum(["good", "usable", "refused"]),
  /** The worst first. */
  faults: z.array(
    z.object({
      /** An `ErrorCode`. */
      code: z.string(),
      refused: z.boolean(),
      /** A sentence for the person. */
      message: z.string(),
      /** Figures that the sentence may use. */
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
});
export type FaceVerdict = z.infer<typeof faceVerdict>;
