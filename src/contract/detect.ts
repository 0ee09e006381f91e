import { z } from "zod";
import { mediaUrl } from "./media-url.ts";

/** POST …/job/detect-face-image. */
export const detectImageBody = z
  .strictObject({ image_url: mediaUrl })
  .meta({ examples: [{ image_url: "https://cdn.example.org/in/duo.jpg" }] });
/** POST …/job/detect-face-video: MP4, WebM or GIF. */
export const detectVideoBody = z
  .strictObject({ video_url: mediaUrl })
  .meta({ examples: [{ video_url: "https://cdn.example.org/in/duo.gif" }] });

/** The answer's `data`. The id belongs to detect-face-result, not to TaskInfo. */
export const createdDetection = z
  .object({ detect_task_id: z.string().min(1).max(256) })
  .meta({ examples: [{ detect_task_id: "d3k9x0aa71pzq4w8mn" }] });

/** GET …/job/detect-face-result. */
export const detectResultQuery = z.object({ detect_task_id: z.string().min(1).max(256) });

export const detectStatuses = ["starting", "processing", "succeeded", "failed"] as const;

/** Our extension: one frame of the file with the boxes of the faces that it shows, in whole pixels. */
export const detectedGroup = z.object({
  frame: z.int().min(0),
  boxes: z.array(
    z.object({
      face_id: z.int().min(0),
      x: z.int().min(0),
      y: z.int().min(0),
      width: z.int().min(1),
      height: z.int().min(1),
    }),
  ),
});

const detectedFace = z.object({ id: z.int().min(0), link: z.url() });

/** Its `data`, as our server sends it. Times are `YYYY-MM-DD HH:MM:SS` in UTC. */
export const detectResult = z
  .object({
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
        group: detectedGroup.optional(),
        started_at: z.string(),
        finished_at: z.string(),
        error: z.null(),
      })
      .nullable(),
    /** Our extension: the failure by its `ErrorCode`. */
    reason: z.string().optional(),
  })
  .meta({
    examples: [
      { detect_task_id: "d3k9x0aa71pzq4w8mn", status: "processing", error: null, result: null },
      {
        detect_task_id: "d3k9x0aa71pzq4w8mn",
        status: "succeeded",
        error: null,
        result: {
          id: "Qw8Zr1TnX0b",
          status: "succeed",
          type: "face_detect",
          hair_id: null,
          faces: [{ id: 0, link: "https://swap.example.org/media/face.png" }],
          started_at: "2026-10-02 08:00:00",
          finished_at: "2026-10-02 08:00:02",
          error: null,
        },
      },
    ],
  });
export type DetectResult = z.infer<typeof detectResult>;

/** The same as others send it: only the fields we use. */
export const looseDetectResult = z.object({
  status: z.string(),
  error: z.string().nullish().catch(null),
  /** Our extension: the failure by its `ErrorCode`. */
  reason: z.string().nullish().catch(null),
  result: z
    .object({
      id: z.string(),
      faces: z.array(z.object({ id: z.int().min(0), link: z.string() })),
      group: detectedGroup.nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
export type LooseDetectResult = z.infer<typeof looseDetectResult>;
