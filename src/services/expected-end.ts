import type { JobProgress } from "./reply-port.ts";

export interface Working {
  readonly progress: JobProgress;
  /** Unix milliseconds. */
  readonly now: number;
  /** Since when the task has been worked on, as far as looks can tell. */
  readonly since: number;
  /** Milliseconds that the work should take, by those that were measured. */
  readonly workMs: number;
  /** Milliseconds until its turn. */
  readonly waitMs: number;
}

/** Of all work: finding the faces is about half of it. */
const findingShare = 0.5;
/** Before this the pace of the task itself says too little. */
const leastShare = 0.25;
/** A task that takes longer than expected is not done at once. */
const leastLeft = 0.1;
/** Times are rounded up to this, so that a reply is not edited for a second. */
const roundMs = 5_000;

/** When a task should be done: by history at first, and ever more by its own pace. Unix milliseconds. */
export function expectedEnd({ progress, now, since, workMs, waitMs }: Working): number {
  if (progress.stage === "queued") return rounded(now + waitMs + workMs);
  const elapsed = now - since;
  const byHistory = Math.max(workMs - elapsed, workMs * leastLeft);
  const share = shareOf(progress);
  if (share < leastShare) return rounded(now + byHistory);
  const byPace = (elapsed * (1 - share)) / share;
  return rounded(now + share * byPace + (1 - share) * byHistory);
}

function shareOf({ stage, done = 0, of = 0 }: JobProgress): number {
  const part = of > 0 ? Math.min(1, done / of) : 0;
  if (stage === "finding") return part * findingShare;
  return stage === "drawing" ? findingShare + part * (1 - findingShare) : 0;
}

function rounded(at: number): number {
  return Math.ceil(at / roundMs) * roundMs;
}
