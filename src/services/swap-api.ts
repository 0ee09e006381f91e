import type { Dispatcher } from "undici";
import { balance } from "../contract/account.ts";
import { createdDetection, looseDetectResult } from "../contract/detect.ts";
import { creditEstimate } from "../contract/estimate.ts";
import { cancelledTask, faceVerdict } from "../contract/extensions.ts";
import type { FaceVerdict } from "../contract/extensions.ts";
import { uploadTarget } from "../contract/files.ts";
import type { UploadType } from "../contract/files.ts";
import { looseModelDetails, looseModelList } from "../contract/models.ts";
import { paths } from "../contract/paths.ts";
import { createdTask, looseTaskInfo } from "../contract/task.ts";
import type { CreateTaskBody } from "../contract/task.ts";
import { UpstreamError } from "../core/errors.ts";
import type { ErrorCode } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { putBytes } from "../net/put-bytes.ts";
import { createApiCall } from "./api-call.ts";
import type { ApiCallDeps } from "./api-call.ts";
import { detectionNews } from "./detection-news.ts";
import type { DetectionNews } from "./detection-news.ts";
import { taskNews } from "./task-news.ts";
import type { TaskNews } from "./task-news.ts";

/** Where faces are looked for; GIFs count as videos. */
interface DetectionInput {
  readonly kind: "image" | "video";
  readonly url: string;
}

export interface SwapApiDeps extends ApiCallDeps {
  /** For URLs that came in an answer. */
  readonly guarded: Dispatcher;
  /** Origins to which `guarded` lets private addresses pass. */
  readonly allowedOrigins: ReadonlySet<string>;
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
  /**
   * Ends a task that nobody waits for any more: our extension. False where there is nothing to end: the task has ended,
   * is not known, or the API cannot do that.
   * @throws UpstreamError
   */
  cancelTask(taskId: string, signal?: AbortSignal): Promise<boolean>;
  /** What a task would cost the owner; makes none. @throws UpstreamError, also for a body that CreateTask would refuse */
  estimate(body: CreateTaskBody, signal?: AbortSignal): Promise<number>;
  /**
   * Does its main model say that it takes a strength? Remembered. An API that does not describe its models does not.
   * @throws UpstreamError
   */
  takesStrength(signal?: AbortSignal): Promise<boolean>;
  /** The ids of the models there are, some of which we may not know. @throws UpstreamError */
  models(signal?: AbortSignal): Promise<string[]>;
  /** Begins to look for faces: the id of the detection. @throws UpstreamError */
  detectFaces(media: DetectionInput, signal?: AbortSignal): Promise<string>;
  /** One look at a detection. @throws UpstreamError */
  detection(detectTaskId: string, signal?: AbortSignal): Promise<DetectionNews>;
  /** The owner's credits with the API. @throws UpstreamError */
  balance(signal?: AbortSignal): Promise<number>;
}

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

/** What an API answers that does not describe its models, or not as we know it. */
const saysNothing: ReadonlySet<ErrorCode> = new Set([
  "SWAP_API_REFUSED",
  "FEATURE_OFF",
  "SWAP_API_ODD_ANSWER",
]);

export function createSwapApi(deps: SwapApiDeps): SwapApi {
  const { guarded, allowedOrigins } = deps;
  const call = createApiCall(deps);
  let judges = true;
  let hasStrength: boolean | undefined;

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

    async cancelTask(task_id, signal) {
      try {
        const body = { task_id };
        return (await call(paths.cancelTask, cancelledTask, { body, signal })).cancelled;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        throw error;
      }
    },

    async estimate(body, signal) {
      return (await call(paths.estimateCredits, creditEstimate, { body, signal })).credits;
    },

    async takesStrength(signal) {
      if (hasStrength !== undefined) return hasStrength;
      try {
        const path = `${paths.models}/gif-face-swap`;
        const { input_schema } = await call(path, looseModelDetails, { signal });
        hasStrength = "strength" in input_schema.properties;
      } catch (error) {
        if (!(error instanceof UpstreamError) || !saysNothing.has(error.code)) throw error;
        // An answer of another form may be a gateway's; what was refused stays so.
        if (error.code !== "SWAP_API_REFUSED") return false;
        hasStrength = false;
      }
      return hasStrength;
    },

    async models(signal) {
      const list = await call(paths.models, looseModelList, { signal });
      return list.models.map(({ model }) => model);
    },

    async detectFaces(media, signal) {
      const [path, body] =
        media.kind === "image"
          ? [paths.detectFaceImage, { image_url: media.url }]
          : [paths.detectFaceVideo, { video_url: media.url }];
      return (await call(path, createdDetection, { body, signal })).detect_task_id;
    },

    async detection(detect_task_id, signal) {
      const query = { detect_task_id };
      const result = await call(paths.detectFaceResult, looseDetectResult, { query, signal });
      return detectionNews(result);
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
