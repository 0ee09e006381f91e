import type { LooseTaskInfo } from "../contract/task.ts";
import { isErrorCode } from "../core/error-wire.ts";
import type { ErrorCode } from "../core/errors.ts";
import type { JobProgress } from "./reply-port.ts";

/** What a look at a task says. `unknown`: the API has no such task, or not yet. */
export type TaskNews =
  | { readonly kind: "running"; readonly progress: JobProgress }
  | { readonly kind: "succeeded"; readonly resultUrl: string }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly detail?: string | undefined }
  | { readonly kind: "unknown" };

/** Spellings of the same end in this family of APIs; the contract's own is `success`. */
const successes = new Set(["success", "succeeded", "succeed", "completed"]);

/**
 * TaskInfo in our words. `status` alone decides; a status we have never heard of is one of a task still running, which
 * the job's deadline ends.
 */
export function taskNews(info: LooseTaskInfo): TaskNews {
  const status = info.status.toLowerCase();
  const [resultUrl] = info.result?.media_urls ?? [];
  if (successes.has(status) && resultUrl) return { kind: "succeeded", resultUrl };
  if (status === "success") {
    return { kind: "failed", code: "RESULT_UNUSABLE", detail: "the answer names no result" };
  }
  if (status === "failed") {
    const reason = info.result?.reason ?? "";
    const message = info.result?.message ?? undefined;
    // Our own server says why by name; of others there is only their text.
    return isErrorCode(reason)
      ? { kind: "failed", code: reason }
      : { kind: "failed", code: "SWAP_FAILED", detail: message };
  }
  const { ahead, at_once: atOnce } = info.queue ?? {};
  const line = ahead !== undefined && atOnce !== undefined ? { ahead, atOnce } : {};
  return { kind: "running", progress: { ...progressOf(status, info.progress), ...line } };
}

function progressOf(status: string, progress: LooseTaskInfo["progress"]): JobProgress {
  if (progress?.stage === "finding" || progress?.stage === "drawing") {
    return { stage: progress.stage, done: progress.done, of: progress.of };
  }
  return { stage: status === "running" && !progress ? "drawing" : "queued" };
}
