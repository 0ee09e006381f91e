import { z } from "zod";
import { createTaskBody, taskStatuses } from "../../contract/task.ts";
import type { TaskInfo, TaskProgress } from "../../contract/task.ts";
import { errorCodes } from "../../core/errors.ts";

/** One task as it is stored. Times are Unix milliseconds. */
export const taskRecord = z.object({
  id: z.string(),
  account: z.string(),
  status: z.enum(taskStatuses),
  param: createTaskBody,
  /** Of a multi task: which faces get which photo. */
  faces: z
    .array(z.object({ index: z.number().int(), url: z.string() }))
    .nullable()
    .default(null),
  /** Reserved at creation. */
  price: z.number(),
  /** How often it was started. */
  tries: z.number().int(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  completedAt: z.number().nullable(),
  /** Of a success: its file in the media store. */
  resultName: z.string().nullable(),
  failure: z.object({ reason: z.enum(errorCodes), message: z.string() }).nullable(),
  /** What links in the callback begin with: there is no request then that could say where we are. */
  linkBase: z.string().default(""),
  /** Of an ended task whose client wants to be called: failed tries, and when the next is due; null: no more. */
  callback: z
    .object({ tries: z.number().int(), nextAt: z.number().nullable() })
    .nullable()
    .default(null),
});
export type TaskRecord = z.infer<typeof taskRecord>;

export function isFinished({ status }: TaskRecord): boolean {
  return status === "success" || status === "failed";
}

/** Stored record → TaskInfo's `data`. `urlOf` turns the name of a stored file into its link. */
export function describeTask(
  record: TaskRecord,
  progress: TaskProgress | undefined,
  urlOf: (name: string) => string,
): TaskInfo {
  const { startedAt, completedAt } = record;
  return {
    task_id: record.id,
    provider: "self-hosted",
    model_version: record.param.model,
    status: record.status,
    param: record.param,
    create_at: seconds(record.createdAt),
    complete_at: completedAt === null ? null : seconds(completedAt),
    duration_s:
      startedAt === null || completedAt === null
        ? null
        : Math.round((completedAt - startedAt) / 1000),
    credits: record.status === "failed" ? 0 : record.price,
    source: "api",
    result: resultOf(record, urlOf),
    ...(record.status === "running" && progress && { progress }),
  };
}

function resultOf(record: TaskRecord, urlOf: (name: string) => string): TaskInfo["result"] {
  if (record.resultName !== null) {
    return { code: 200, message: "success", media_urls: [urlOf(record.resultName)] };
  }
  if (record.failure === null) return null;
  return { code: 501, media_urls: [], ...record.failure };
}

const seconds = (ms: number) => Math.floor(ms / 1000);
