import { z } from "zod";
import { mediaUrl } from "./media-url.ts";
import { taskStatuses } from "./task.ts";

// What our server has beyond the contract. The hosted API answers 404 to all of it.

/** POST …/job/CancelTask. */
export const cancelTaskBody = z
  .strictObject({ task_id: z.string().length(36) })
  .meta({ examples: [{ task_id: "6b0f2a52-7f53-4a43-9a52-0b6f0d3f8a11" }] });
/** Its `data`. `cancelled` is false when the task had ended in another way before. */
export const cancelledTask = z
  .object({
    task_id: z.string(),
    status: z.enum(taskStatuses),
    cancelled: z.boolean(),
  })
  .meta({
    examples: [
      { task_id: "6b0f2a52-7f53-4a43-9a52-0b6f0d3f8a11", status: "failed", cancelled: true },
    ],
  });

/** POST …/job/CheckFace: what is this photo worth as a `new_face`? Costs nothing. */
export const checkFaceBody = z
  .strictObject({ image_url: mediaUrl })
  .meta({ examples: [{ image_url: "https://cdn.example.org/in/face.jpg" }] });

/** Its `data`. A photo that cannot be fetched or read is refused, too, with that as its one fault. */
export const faceVerdict = z
  .object({
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
  })
  .meta({
    examples: [
      { verdict: "good", faults: [] },
      {
        verdict: "refused",
        faults: [
          {
            code: "NO_FACE_IN_PHOTO",
            refused: true,
            message: "No face was found in the face photo.",
            facts: {},
          },
        ],
      },
    ],
  });
export type FaceVerdict = z.infer<typeof faceVerdict>;
