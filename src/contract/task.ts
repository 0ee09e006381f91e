import { z } from "zod";

/** The models of the contract that our server runs. */
export const models = ["gif-face-swap", "image-face-swap"] as const;
export type Model = (typeof models)[number];

const mediaUrl = z.url({ protocol: /^https?$/ }).max(2048);
const safety = { disable_safety_checker: z.boolean().optional() };

/** `video_url` is the GIF: the contract names it after the video models. */
const gifFaceSwapInput = z.strictObject({
  video_url: mediaUrl,
  new_face: mediaUrl,
  ...safety,
});
const imageFaceSwapInput = z.strictObject({
  image_url: mediaUrl,
  new_face: mediaUrl,
  ...safety,
});

/** POST /api/v1/client/job/CreateTask, as our server accepts it and our client sends it. */
export const createTaskBody = z.discriminatedUnion("model", [
  z.object({
    model: z.literal("gif-face-swap"),
    callback_url: z.url().nullish(),
    input: gifFaceSwapInput,
  }),
  z.object({
    model: z.literal("image-face-swap"),
    callback_url: z.url().nullish(),
    input: imageFaceSwapInput,
  }),
]);
export type CreateTaskBody = z.infer<typeof createTaskBody>;

/** The answer's `data`. Ids are opaque; real ones are probably UUIDs. */
export const createdTask = z.object({ task_id: z.string().min(1).max(256) });

export const taskStatuses = ["pending", "running", "success", "failed"] as const;

/** Our extension: how far the engine is. Clients of the hosted API never see it. */
const taskProgress = z.object({
  stage: z.string(),
  done: z.number().int().min(0),
  of: z.number().int().min(0),
});
export type TaskProgress = z.infer<typeof taskProgress>;

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
});
export type LooseTaskInfo = z.infer<typeof looseTaskInfo>;

/** The same object as our server sends it; every field the contract lists is there. */
export const taskInfo = z.object({
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
});
export type TaskInfo = z.infer<typeof taskInfo>;
