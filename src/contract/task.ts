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

/** POST /api/v1/client/job/CreateTask, as our server accepts it and our client sends it. */
export const createTaskBody = z.discriminatedUnion("model", [
  taskFor("gif-face-swap"),
  taskFor("gif-face-swap-multi"),
  taskFor("image-face-swap"),
  taskFor("image-face-swap-multi"),
  taskFor("video-face-swap"),
  taskFor("video-face-swap-multi"),
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
