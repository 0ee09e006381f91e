import { z } from "zod";
import { mediaUrl } from "./media-url.ts";
import { modelInputs } from "./models.ts";
import type { Model } from "./models.ts";

function taskFor<Name extends Model>(model: Name) {
  return z.object({
    model: z.literal(model),
    callback_url: mediaUrl
      .nullish()
      .describe("Gets the `data` of TaskInfo when the task has ended"),
    input: modelInputs[model],
  });
}

const single = {
  model: "gif-face-swap" as const,
  callback_url: "https://bot.example.org/hooks/9f2c",
  input: {
    video_url: "https://cdn.example.org/in/dance.gif",
    new_face: "https://cdn.example.org/in/face.jpg",
  },
};
const multi = {
  model: "gif-face-swap-multi" as const,
  input: {
    detect_id: "Qw8Zr1TnX0b",
    video_url: "https://cdn.example.org/in/duo.gif",
    faces: [{ face_id: 0, target: "https://cdn.example.org/in/anna.jpg" }],
  },
};

/** POST /api/v1/client/job/CreateTask, as our server accepts it and our client sends it. */
export const createTaskBody = z
  .discriminatedUnion("model", [
    taskFor("gif-face-swap"),
    taskFor("gif-face-swap-multi"),
    taskFor("image-face-swap"),
    taskFor("image-face-swap-multi"),
    taskFor("video-face-swap"),
    taskFor("video-face-swap-multi"),
  ])
  .meta({ id: "CreateTask", examples: [single, multi] });
export type CreateTaskBody = z.infer<typeof createTaskBody>;
/** The answer's `data`. Ids are opaque; real ones are probably UUIDs. */
export const createdTask = z
  .object({ task_id: z.string().min(1).max(256) })
  .meta({ examples: [{ task_id: "6b0f2a52-7f53-4a43-9a52-0b6f0d3f8a11" }] });

export const taskStatuses = ["pending", "running", "success", "failed"] as const;

/** Our extension: how far the engine is. Clients of the hosted API never see it. */
const taskProgress = z.object({
  stage: z.string(),
  done: z.number().int().min(0),
  of: z.number().int().min(0),
});
export type TaskProgress = z.infer<typeof taskProgress>;

/** Our extension: where a pending task stands in the line. */
const taskQueue = z.object({
  /** Tasks before it, those that are worked on included. */
  ahead: z.number().int().min(0),
  /** Tasks that are worked on at once. */
  at_once: z.number().int().min(1),
});

/** GET /api/v1/client/job/TaskInfo, `data`, as others send it: only the fields we use, each of them forgiving. */
export const looseTaskInfo = z.object({
  task_id: z.string(),
  status: z.string(),
  credits: z.coerce.number().nullish().catch(null),
  result: z
    .object({
      code: z.number().nullish().catch(null),
      message: z.string().nullish().catch(null),
      media_urls: z.array(z.string()).nullish().catch(null),
      /** Our extension: the failure by its `ErrorCode`. */
      reason: z.string().nullish().catch(null),
    })
    .nullish()
    .catch(null),
  progress: taskProgress.nullish().catch(null),
  queue: taskQueue.nullish().catch(null),
});
export type LooseTaskInfo = z.infer<typeof looseTaskInfo>;

/** The same object as our server sends it; every field the contract lists is there. */
export const taskInfo = z
  .object({
    task_id: z.string(),
    provider: z.string(),
    model_version: z.string(),
    status: z.enum(taskStatuses),
    param: createTaskBody,
    /** Unix seconds. */
    create_at: z.number().int(),
    complete_at: z.number().int().nullable(),
    duration_s: z.number().int().nullable(),
    /** Reserved while pending or running, consumed afterwards. */
    credits: z.number(),
    source: z.enum(["api", "playground"]),
    result: z
      .object({
        code: z.union([z.literal(200), z.literal(501)]),
        message: z.string(),
        media_urls: z.array(z.string()),
        /** Our extension: the failure by its `ErrorCode`. */
        reason: z.string().optional(),
      })
      .nullable(),
    progress: taskProgress.optional(),
    queue: taskQueue.optional(),
  })
  .meta({
    id: "TaskInfo",
    examples: [
      {
        task_id: "6b0f2a52-7f53-4a43-9a52-0b6f0d3f8a11",
        provider: "self-hosted",
        model_version: "gif-face-swap",
        status: "success",
        param: single,
        create_at: 1_790_000_000,
        complete_at: 1_790_000_041,
        duration_s: 37,
        credits: 4,
        source: "api",
        result: {
          code: 200,
          message: "success",
          media_urls: ["https://swap.example.org/media/result.gif"],
        },
      },
    ],
  });
export type TaskInfo = z.infer<typeof taskInfo>;
