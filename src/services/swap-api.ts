import type { Dispatcher } from "undici";
import type { ZodType } from "zod";
import { balance } from "../contract/account.ts";
import { looseEnvelope } from "../contract/envelope.ts";
import { uploadTarget } from "../contract/files.ts";
import { faceVerdict } from "../contract/extensions.ts";
import type { FaceVerdict } from "../contract/extensions.ts";
import type { UploadType } from "../contract/files.ts";
import { paths } from "../contract/paths.ts";
import { createdTask, looseTaskInfo } from "../contract/task.ts";
import type { CreateTaskBody } from "../contract/task.ts";
import type { Clock } from "../core/clock.ts";
import { UpstreamError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { requestJson } from "../net/http-json.ts";
import { putBytes } from "../net/put-bytes.ts";
import { upstreamError } from "../net/upstream-status.ts";
import { taskNews } from "./task-news.ts";
import type { TaskNews } from "./task-news.ts";

export interface SwapApiDeps {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** For the API itself, which the owner chose and which may be on the loopback. */
  readonly dispatcher: Dispatcher;
  /** For URLs that came in an answer. */
  readonly guarded: Dispatcher;
  /** Origins to which `guarded` lets private addresses pass. */
  readonly allowedOrigins: ReadonlySet<string>;
  readonly clock: Clock;
}

/** `unclear`: the task may or may not exist, and may have been paid for. */
type CreateOutcome =
  | { readonly kind: "accepted"; readonly taskId: string }
  | { readonly kind: "refused"; readonly error: UpstreamError }
  | { readonly kind: "unclear"; readonly error: UpstreamError };

/** A face-swap API of the contract, hosted or ours. Each method is one call; none repeats itself. */
export interface SwapApi {
  /** Hands bytes over and returns the URL to name in CreateTask. @throws UpstreamError */
  upload(bytes: Uint8Array, type: UploadType, signal?: AbortSignal): Promise<string>;
  /** Costs the owner money, so its outcome is a value to be looked at, not an error to be retried. */
  createTask(body: CreateTaskBody, signal?: AbortSignal): Promise<CreateOutcome>;
  /**
   * What an uploaded photo is worth as a new face; undefined where the API does not judge photos, which is remembered.
   * @throws UpstreamError
   */
  checkFace(url: string, signal?: AbortSignal): Promise<FaceVerdict | undefined>;
  /** False once the API has shown that it does not. */
  judgesFaces(): boolean;
  /** @throws UpstreamError */
  taskInfo(taskId: string, signal?: AbortSignal): Promise<TaskNews>;
  /** The owner's credits with the API. @throws UpstreamError */
  balance(signal?: AbortSignal): Promise<number>;
}

const callTimeoutMs = 15_000;
/** Our server's own limit, and a slow line. */
const faceCheckTimeoutMs = limits.faceCheckMs + 5_000;
/** 8 MB at 2 Mbit/s take 32 s. */
const uploadTimeoutMs = 60_000;

/** The extension that goes with each type in the upload call. */
const extensions: Record<UploadType, string> = {
  "image/gif": ".gif",
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/webp": ".webp",
  "video/mp4": ".mp4",
  "video/webm": ".webm",
};

export function createSwapApi(deps: SwapApiDeps): SwapApi {
  const { baseUrl, apiKey, dispatcher, guarded, allowedOrigins, clock } = deps;
  let judges = true;

  /** One call; the answer's `data`, or the error that its code means. */
  async function call<T>(
    path: string,
    data: ZodType<T>,
    options: {
      query?: Record<string, string>;
      body?: unknown;
      timeoutMs?: number;
      signal?: AbortSignal | undefined;
    },
  ): Promise<T> {
    const { query = {}, body, timeoutMs = callTimeoutMs, signal } = options;
    const method = body === undefined ? "GET" : "POST";
    const url = new URL(path, baseUrl);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const { status, retryAfterMs, value } = await requestJson({
      dispatcher,
      url,
      method,
      headers: { "x-api-key": apiKey },
      body,
      schema: looseEnvelope,
      timeoutMs,
      signal,
      clock,
    });
    const facts = { repeatable: method === "GET", retryAfterMs };
    // Some answer 200 on the wire and put the error into `code`; success needs both.
    const worked = status >= 200 && status < 300;
    if (value.code !== 200 || !worked) {
      const detail = value.errors?.join("; ") ?? value.message;
      throw upstreamError(value.code === 200 ? status : value.code, { ...facts, detail });
    }
    const parsed = data.safeParse(value.data);
    if (!parsed.success) throw upstreamError(status, { ...facts, cause: parsed.error });
    return parsed.data;
  }

  return {
    async upload(bytes, type, signal) {
      const target = await call(paths.uploadUrl, uploadTarget, {
        query: { content_type: type, ext: extensions[type] },
        signal,
      });
      await putBytes({
        dispatcher: guarded,
        allowedOrigins,
        url: target.presigned_url,
        contentType: type,
        bytes,
        timeoutMs: uploadTimeoutMs,
        signal,
      });
      return target.file_url;
    },

    async createTask(body, signal) {
      try {
        const { task_id } = await call(paths.createTask, createdTask, { body, signal });
        return { kind: "accepted", taskId: task_id };
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        return { kind: error.next === "ask-a-person" ? "unclear" : "refused", error };
      }
    },

    async checkFace(image_url, signal) {
      if (!judges) return undefined;
      const body = { image_url };
      const timeoutMs = faceCheckTimeoutMs;
      try {
        return await call(paths.checkFace, faceVerdict, { body, timeoutMs, signal });
      } catch (error) {
        if (statusOf(error) !== 404) throw error;
        judges = false;
        return undefined;
      }
    },

    judgesFaces: () => judges,

    async taskInfo(taskId, signal) {
      try {
        const query = { task_id: taskId };
        const info = await call(paths.taskInfo, looseTaskInfo, { query, signal });
        if (info.task_id === taskId) return taskNews(info);
      } catch (error) {
        const code = statusOf(error);
        if (code === 404) return { kind: "unknown" };
        if (code === 501) return { kind: "failed", code: "SWAP_FAILED", detail: detailOf(error) };
        throw error;
      }
      throw new UpstreamError("SWAP_API_ODD_ANSWER", {
        message: "TaskInfo answered about another task.",
        next: "retry",
      });
    },

    async balance(signal) {
      const { balance: credits } = await call(paths.balance, balance, { signal });
      return credits;
    },
  };
}

function statusOf(error: unknown): unknown {
  return error instanceof UpstreamError ? error.facts["status"] : undefined;
}

function detailOf(error: unknown): string | undefined {
  const detail = error instanceof UpstreamError ? error.facts["detail"] : undefined;
  return typeof detail === "string" ? detail : undefined;
}
