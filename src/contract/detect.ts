import { z } from "zod";
import { mediaUrl } from "./media-url.ts";

/** POST …/job/detect-face-image. */
export const detectImageBody = z.strictObject({ image_url: mediaUrl });
/** POST …/job/detect-face-video: MP4, WebM or GIF. */
export const detectVideoBody = z.strictObject({ video_url: mediaUrl });

/** The answer's `data`. The id belongs to detect-face-result, not to TaskInfo. */
export const createdDetection = z.object({ detect_task_id: z.string().min(1).max(256) });

/** GET …/job/detect-face-result. */
export const detectResultQuery = z.object({ detect_task_id: z.string().min(1).max(256) });

export const detectStatuses = ["starting", "processing", "succeeded", "failed"] as const;

const detectedFace = z.object({ id: z.int().min(0), link: z.url() });

/** Its `data`, as our server sends it. Times are `YYYY-MM-DD HH:MM:SS` in UTC. */
export const detectResult = z.object({
  detect_task_id: z.string(),
  status: z.enum(detectStatuses),
  error: z.string().nullable(),
  result: z
    .object({
      /** The `detect_id` of the multi models. */
      id: z.string(),
      status: z.literal("succeed"),
      type: z.literal("face_detect"),
      hair_id: z.null(),
      faces: z.array(detectedFace),
      started_at: z.string(),
      finished_at: z.string(),
      error: z.null(),
    })
    .nullable(),
  /** Our extension: the failure by its `ErrorCode`. */
  reason: z.string().optional(),
});
export type DetectResult = z.infer<typeof detectResult>;
